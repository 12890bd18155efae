// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import java.util.List;

/**
 * An image (or tensors) ready for a model.
 *
 * @param title what the user calls it
 * @param pieces one; one per tile; or one per sample of a batch of tensors
 * @param suffix what the titles of results carry, e.g. {@code _resize9.1x}; empty at native size
 * @param remarks for the log, e.g. "1 model pixel = 9.1 image pixels = 2.9 um"
 * @param imageLike false for a tensor whose rank is no image's: results are .npy and JSON only
 * @param framing how it was shown to the model; other images that targets name are shown the same way
 * @param halo width of the border that neighbouring tiles share on each side, in model pixels
 */
public record Prepared(String title, List<Piece> pieces, String suffix, List<String> remarks, boolean imageLike,
        Framing framing, int halo) {

    public Prepared {
        pieces = List.copyOf(pieces);
        remarks = List.copyOf(remarks);
    }
}
