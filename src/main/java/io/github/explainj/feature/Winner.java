// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.explain.Origin;
import java.util.Comparator;
import java.util.List;

/**
 * A cell of a layer that a channel likes on one image.
 *
 * @param order number of the image (or tile) in the order in which they were read
 * @param cell its number, the last axis fastest
 * @param value the activation
 * @param at where its centre lies on the image {@code (z,) y, x}
 * @param origin which image
 */
record Winner(long order, int cell, float value, List<Double> at, Origin origin) {

    /** Best first; of equal ones the first image, then the first cell. */
    static final Comparator<Winner> BEST_FIRST = Comparator.comparing(Winner::value).reversed()
            .thenComparing(Winner::order).thenComparing(Winner::cell);

    Winner {
        at = List.copyOf(at);
    }
}
