// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.perturb;

import com.google.auto.service.AutoService;
import io.github.explainj.registry.About;
import io.github.explainj.registry.Range;
import io.github.explainj.tensor.Tensor;

/**
 * Fills with the local mean of each channel: {@code b(x) = sum_y G(x - y) v(y) / sum_y G(x - y)}
 * over the finite pixels y of what the model sees, G a Gaussian cut at 3 sigma, in raw intensities.
 *
 * @param sigma in model pixels; 0 takes 1/14 of each side, at least 1
 */
@AutoService(Fill.class)
@About("Replaces hidden pixels by the local mean of each channel (a Gaussian blur).")
public record BlurFill(
        @About("Sigma of the Gaussian in model pixels; 0 takes 1/14 of each side.")
                @Range(min = 0, max = 10000) double sigma) implements Fill {

    private static final double SHARE = 14;

    public BlurFill() {
        this(0);
    }

    @Override
    public Tensor values(Scene scene) {
        Tensor raw = scene.raw();
        double[] sigmas = new double[raw.rank() - 2];
        for (int a = 0; a < sigmas.length; a++) sigmas[a] = sigma > 0 ? sigma : Math.max(1, raw.size(a + 2) / SHARE);
        return GaussianMean.of(raw, sigmas);
    }

    @Override
    public String describe(Scene scene) {
        return "local mean, sigma " + (sigma > 0 ? Numbers.plain(sigma) + " px" : "1/14 of the side");
    }

    @Override
    public String toString() {
        return text();
    }
}
