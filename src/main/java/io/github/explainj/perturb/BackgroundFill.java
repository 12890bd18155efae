// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.perturb;

import com.google.auto.service.AutoService;
import io.github.explainj.registry.About;
import io.github.explainj.registry.Range;
import io.github.explainj.tensor.Tensor;

/**
 * Fills with a low percentile of each channel over the whole image, the dark background of
 * fluorescence, in raw intensities.
 *
 * @param percentile in percent
 */
@AutoService(Fill.class)
@About("Replaces hidden pixels by a percentile of each channel over the whole image, 5 by default.")
public record BackgroundFill(
        @About("Percentile of the whole image, in percent.") @Range(min = 0, max = 100) double percentile)
        implements Fill {

    public BackgroundFill() {
        this(5);
    }

    @Override
    public Tensor values(Scene scene) {
        return of(scene).like(scene.raw());
    }

    @Override
    public String describe(Scene scene) {
        return of(scene).describe();
    }

    private ChannelValues of(Scene scene) {
        return ChannelValues.of("background p" + Numbers.plain(percentile), scene, s -> s.quantile(percentile / 100));
    }

    @Override
    public String toString() {
        return text();
    }
}
