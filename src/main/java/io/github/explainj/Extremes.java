// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The smallest and the largest value of a map; NaN where it has none.
 *
 * @param min smallest value
 * @param max largest value
 * @param maxAt index of the largest value, one number per axis after the batch axis: {@code [c, (z,)
 *     y, x]}; empty when there is none
 */
public record Extremes(double min, double max, List<Integer> maxAt) {

    public Extremes {
        maxAt = List.copyOf(maxAt);
    }

    /** Looks through a map; values that are not finite do not count. */
    public static Extremes of(Tensor map) {
        double min = Double.NaN;
        int best = -1;
        float[] values = map.data();
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) continue;
            if (best < 0 || values[i] > values[best]) best = i;
            if (!(min <= values[i])) min = values[i];
        }
        return best < 0 ? new Extremes(Double.NaN, Double.NaN, List.of()) : new Extremes(min, values[best], at(map, best));
    }

    private static List<Integer> at(Tensor map, int index) {
        List<Integer> at = new ArrayList<>();
        int rest = index;
        for (int axis = map.rank() - 1; axis >= 1; axis--) {
            at.add(0, rest % map.size(axis));
            rest /= map.size(axis);
        }
        return at;
    }
}
