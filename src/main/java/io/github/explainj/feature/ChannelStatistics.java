// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.explain.ChannelMaps;
import java.util.ArrayList;
import java.util.List;

/**
 * What the cells of one channel amount to.
 *
 * @param mean over cells
 * @param meanSize mean of the absolute values
 * @param max largest value
 * @param min smallest value
 * @param active share of cells above 0, in [0, 1]
 * @param sum over cells
 */
record ChannelStatistics(double mean, double meanSize, double max, double min, double active, double sum) {

    static List<ChannelStatistics> of(ChannelMaps maps) {
        List<ChannelStatistics> all = new ArrayList<>();
        for (float[] row : maps.rows()) all.add(of(row));
        return all;
    }

    private static ChannelStatistics of(float[] cells) {
        double sum = 0;
        double size = 0;
        double max = Double.NEGATIVE_INFINITY;
        double min = Double.POSITIVE_INFINITY;
        int active = 0;
        for (float v : cells) {
            sum += v;
            size += Math.abs(v);
            max = Math.max(max, v);
            min = Math.min(min, v);
            if (v > 0) active++;
        }
        double n = cells.length;
        return new ChannelStatistics(sum / n, size / n, max, min, active / n, sum);
    }

    /** Returns whether all cells are 0. */
    boolean isZero() {
        return max == 0 && min == 0;
    }
}
