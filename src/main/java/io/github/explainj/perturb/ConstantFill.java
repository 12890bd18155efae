// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.perturb;

import com.google.auto.service.AutoService;
import io.github.explainj.problem.Problem;
import io.github.explainj.registry.About;
import io.github.explainj.tensor.Tensor;

/**
 * Fills all channels with one number in raw intensities; its text form is the number.
 *
 * @param value raw intensity, finite
 */
@AutoService(Fill.class)
@About("Replaces hidden pixels by one raw intensity in every channel.")
public record ConstantFill(@About("Raw intensity.") double value) implements Fill {

    public ConstantFill {
        if (!Float.isFinite((float) value))
            throw new Problem("A04", value + " is no intensity; expected a finite number, e.g. fill=100.");
    }

    public ConstantFill() {
        this(0);
    }

    @Override
    public Tensor values(Scene scene) {
        return Tensor.full((float) value, scene.raw().shape());
    }

    @Override
    public String describe(Scene scene) {
        return "constant = " + this;
    }

    @Override
    public String text() {
        return Numbers.plain(value);
    }

    @Override
    public String toString() {
        return text();
    }
}
