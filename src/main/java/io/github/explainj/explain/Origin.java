// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

/**
 * Where a small picture, a row or a point comes from, so that a user can go back to it.
 *
 * @param image what the image is called among those that were looked at: its path below their folder, or
 *     the title of an open image
 * @param file absolute path of the file; empty for an open image that has none
 * @param slice from 1
 * @param frame from 1
 * @param piece label of the tile or sample; empty for the only one
 * @param label its class as the user gave it; empty when it has none
 * @param stamp size and time of the file, by which a changed one is known; may be empty
 */
public record Origin(String image, String file, int slice, int frame, String piece, String label, String stamp) {

    /** Returns {@code cells/a.tif}, {@code stack.tif z3}, {@code large.tif t2 tile 4}. */
    public String name() {
        return image + (slice > 1 ? " z" + slice : "") + (frame > 1 ? " t" + frame : "") + (piece.isEmpty() ? "" : " " + piece);
    }
}
