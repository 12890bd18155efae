// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import java.util.Arrays;
import java.util.Map;

/**
 * The map of one layer.
 *
 * @param number which of the target's layers, from 0
 * @param cells {@code [P]}, signed
 * @param facts what is to be recorded with it
 */
record CamMap(int target, int number, FeatureMap layer, double[] cells, Map<String, Object> facts) {

    /** Returns the cells with what is negative set to 0. */
    double[] positive() {
        return Arrays.stream(cells).map(v -> Math.max(0, v)).toArray();
    }
}
