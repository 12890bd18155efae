// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.perturb;

import com.google.auto.service.AutoService;
import io.github.explainj.registry.About;
import io.github.explainj.tensor.Tensor;

/**
 * Fills with what the image's own background looks like, in raw intensities of the
 * unperturbed image: DARK and BRIGHT of the whole image (a crop that is all cell has no background),
 * COLOUR of what the model sees of it (the crop, tile or padded grid).
 *
 * <p>With v_c(x) channel c at pixel x of that image, hidden pixels become
 * <pre>
 * DARK    (fluorescence)  b_c    = the 5th percentile of v_c          ({@link BackgroundFill})
 * BRIGHT  (brightfield)   b_c    = the mode of v_c                    ({@link ModeFill})
 * COLOUR  (RGB, H&amp;E)      b_c(x) = sum_y G(x - y) v_c(y) / sum_y G(x - y),
 *         G a Gaussian whose sigma is 1/14 of each side               ({@link BlurFill})
 * </pre>
 * Which one it is, is told by the model's card or by {@link Backgrounds}. A silent 0 would be mean
 * grey for one model and impossible darkness for another.
 */
@AutoService(Fill.class)
@About("Replaces hidden pixels by the image's background: 5th percentile if dark, mode if bright, "
        + "local mean if colour.")
public record AutoFill() implements Fill {

    @Override
    public Tensor values(Scene scene) {
        return chosen(scene).values(scene);
    }

    @Override
    public String describe(Scene scene) {
        return "auto: " + chosen(scene).describe(scene);
    }

    private static Fill chosen(Scene scene) {
        return switch (scene.background()) {
            case DARK -> new BackgroundFill();
            case BRIGHT -> new ModeFill();
            case COLOUR -> new BlurFill();
        };
    }

    @Override
    public String toString() {
        return text();
    }
}
