// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.cli;

import io.github.explainj.Piece;
import io.github.explainj.Prepared;
import io.github.explainj.input.ImageData;
import io.github.explainj.input.ImageRegions;
import java.util.List;

/**
 * One image, slice or set of tensors, ready to be explained.
 *
 * @param stem what the names of its files begin with when there are several
 * @param prepared what the model is fed
 * @param image what maps are drawn over
 * @param regions the user's regions on its grid
 * @param tensor true when it was fed exactly as it is, so that a batch is written as one array
 */
record Loaded(String stem, Prepared prepared, ImageData image, ImageRegions regions, boolean tensor) {

    /** Returns what the map of a piece is drawn over: of a batch of tensors that sample. */
    ImageData image(String piece) {
        if (!tensor) return image;
        Piece of = prepared.pieces().stream().filter(p -> p.label().equals(piece)).findFirst().orElseThrow();
        return new ImageData(image.title(), of.sample().x(), image.micrometres(), false, 32, List.of());
    }
}
