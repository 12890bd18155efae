// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import io.github.explainj.problem.Problem;
import java.util.Collections;
import java.util.List;

/** Words and lists that side-cars and overrides share. */
final class Texts {

    static final List<String> BACKGROUNDS = List.of("dark", "bright", "colour", "");
    static final List<String> ORDERS = List.of("rgb", "bgr");
    static final List<String> ACTIVATIONS = List.of("none", "softmax", "sigmoid");

    private Texts() {}

    /** Checks two numbers, the smaller first. */
    static List<Double> range(List<Double> r, String where) {
        if (r.size() == 2 && r.get(0) < r.get(1)) return r;
        throw new Problem("P17", where + " must be two numbers, the smaller first, e.g. 0 and 255, but it is " + r + ".");
    }

    /** Checks one positive number per axis; a single one counts for all axes. */
    static List<Double> pixelSize(List<Double> sizes, int rank, String where) {
        boolean positive = sizes.stream().allMatch(s -> s > 0 && !Double.isInfinite(s));
        if (positive && sizes.size() == rank) return sizes;
        if (positive && sizes.size() == 1) return Collections.nCopies(rank, sizes.get(0));
        throw new Problem("P17", where + " must be one positive number of micrometres, or one per axis (" + rank + "), but it is "
                + sizes + ".");
    }
}
