// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.explain.Origin;
import java.util.List;

/**
 * One line of {@code index.csv}.
 *
 * @param row which row of the arrays, from 0
 * @param origin the image; its stamp is never empty
 * @param used false when a later row has taken its place, for the image has changed
 * @param complete whether with this row all slices and tiles of its image are there
 * @param more what the user has added, in the order of the additional columns
 */
record IndexRow(int row, Origin origin, boolean used, boolean complete, List<String> more) {

    /** How stamps begin that were made from what the model was fed, for images without a file. */
    static final String PIXELS = "pixels:";

    IndexRow {
        more = List.copyOf(more);
    }

    IndexRow replaced() {
        return new IndexRow(row, origin, false, complete, more);
    }

    /** Returns the row with another place and label of its file. */
    IndexRow of(String file, String label) {
        Origin o = origin;
        return new IndexRow(row,
                new Origin(o.image(), file, o.slice(), o.frame(), o.piece(), label, o.stamp()), used,
                complete, more);
    }

    boolean isKnownByPixels() {
        return origin.stamp().startsWith(PIXELS);
    }

    /** Returns the origin as the album gave it: without the stamp that was made for it. */
    Origin given() {
        Origin o = origin;
        return isKnownByPixels()
                ? new Origin(o.image(), o.file(), o.slice(), o.frame(), o.piece(), o.label(), "") : o;
    }

    /** Returns what is the same for the same slice and tile of an image, changed or not. */
    static List<Object> key(Origin o) {
        return List.of(o.image(), o.slice(), o.frame(), o.piece());
    }
}
