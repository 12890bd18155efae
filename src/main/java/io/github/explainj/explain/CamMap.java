// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The map of one layer.
 *
 * @param number which of the target's layers, from 0
 * @param cells {@code [P]}, signed
 * @param facts what is to be recorded with it
 */
record CamMap(int target, int number, FeatureMap layer, double[] cells, Map<String, Object> facts) {

    /** Makes a map without values. */
    static CamMap missing(int target, int number, FeatureMap layer) {
        double[] cells = new double[layer.cells()];
        Arrays.fill(cells, Double.NaN);
        Map<String, Object> facts = new LinkedHashMap<>();
        Partial.addTo(facts, 0, 1);
        return new CamMap(target, number, layer, cells, facts);
    }

    /** Returns the cells with what is negative set to 0. */
    double[] positive() {
        return Arrays.stream(cells).map(v -> Math.max(0, v)).toArray();
    }
}
