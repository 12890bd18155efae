// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.perturb;

import com.google.auto.service.AutoService;
import io.github.explainj.registry.About;
import io.github.explainj.tensor.Tensor;

/**
 * Fills with 0 in the model's own input space, after normalisation: captum's default, for comparing
 * numbers. It is mean grey for one model and impossible darkness for another.
 */
@AutoService(Fill.class)
@About("Replaces hidden pixels by 0 in the model's own input, after normalisation (captum's default).")
public record ZeroFill() implements Fill {

    @Override
    public Tensor values(Scene scene) {
        return Tensor.zeros(scene.raw().shape());
    }

    @Override
    public boolean inModelSpace() {
        return true;
    }

    @Override
    public String describe(Scene scene) {
        return "zero in the model's input";
    }

    @Override
    public String toString() {
        return text();
    }
}
