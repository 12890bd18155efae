// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.perturb;

import com.google.auto.service.AutoService;
import io.github.explainj.registry.About;
import io.github.explainj.tensor.Tensor;

/** Fills with the median of each channel over the whole image, in raw intensities. */
@AutoService(Fill.class)
@About("Replaces hidden pixels by the median of each channel over the whole image.")
public record MedianFill() implements Fill {

    @Override
    public Tensor values(Scene scene) {
        return of(scene).like(scene.raw());
    }

    @Override
    public String describe(Scene scene) {
        return of(scene).describe();
    }

    private static ChannelValues of(Scene scene) {
        return ChannelValues.of("median", scene, s -> s.quantile(0.5));
    }

    @Override
    public String toString() {
        return text();
    }
}
