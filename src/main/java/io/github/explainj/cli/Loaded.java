// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.cli;

import io.github.explainj.Piece;
import io.github.explainj.Prepared;
import io.github.explainj.input.ImageData;
import io.github.explainj.input.ImageRegions;
import io.github.explainj.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * One image, slice or set of tensors, ready to be explained.
 *
 * @param stem what the names of its files begin with when there are several
 * @param prepared what the model is fed; empty where only the network is looked at
 * @param image what maps are drawn over
 * @param regions the user's regions on its grid
 * @param tensor true when it was fed exactly as it is, so that a batch is written as one array
 */
record Loaded(String stem, Optional<Prepared> prepared, ImageData image, ImageRegions regions, boolean tensor) {

    Loaded(String stem, Prepared prepared, ImageData image, ImageRegions regions, boolean tensor) {
        this(stem, Optional.of(prepared), image, regions, tensor);
    }

    /** Stands for the network alone. */
    static Loaded nothing(String stem) {
        return new Loaded(stem, Optional.empty(), new ImageData(stem, Tensor.zeros(1, 1, 1, 1), List.of(), false, 32, List.of()),
                ImageRegions.NONE, true);
    }

    /** Returns what the map of a piece is drawn over: of a batch of tensors that sample. */
    ImageData image(String piece) {
        if (!tensor) return image;
        Piece of = prepared.orElseThrow().pieces().stream().filter(p -> p.label().equals(piece)).findFirst().orElseThrow();
        return new ImageData(image.title(), of.sample().x(), image.micrometres(), false, 32, List.of());
    }
}
