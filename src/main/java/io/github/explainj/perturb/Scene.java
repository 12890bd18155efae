// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.perturb;

import io.github.explainj.tensor.Tensor;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a fill may look at: the image in its own intensities.
 *
 * @param raw the part that the model sees, on the model's grid: {@code [1, C, spatial...]}
 * @param whole the whole image at its own size, from which statistics are taken (a crop that is all
 *     cell has no background): {@code [1, C, spatial...]}, the channels that feed the model
 * @param look what the image's background looks like, found when it is asked for
 * @param dataMean the mean of the data set per channel in raw intensities, from the model card
 * @param images loads another image onto the model's grid, as {@code raw}
 */
public record Scene(Tensor raw, Tensor whole, Supplier<Background> look, Optional<float[]> dataMean,
        Function<Path, Tensor> images) {

    /** How the background of an image looks, which decides what {@code fill=auto} does. */
    public enum Background { DARK, BRIGHT, COLOUR }

    /** Makes a scene whose background is known. */
    public Scene(Tensor raw, Tensor whole, Background background, Optional<float[]> dataMean, Function<Path, Tensor> images) {
        this(raw, whole, () -> background, dataMean, images);
    }

    /** Returns what the image's background looks like. */
    public Background background() {
        return look.get();
    }

    /** Makes the scene of a tensor that is fed as it is: raw values are the model's own. */
    public static Scene of(Tensor x, Background background) {
        return new Scene(x, x, background, Optional.empty(), path -> {
            throw new io.github.explainj.problem.Problem("A04", "The fill " + path
                    + " is a file, and this input cannot load one; use a number or a named fill.");
        });
    }
}
