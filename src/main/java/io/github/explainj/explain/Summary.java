// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import java.util.Arrays;

/**
 * Mean, spread and extremes of some numbers; all NaN when there are none.
 *
 * @param mean their mean
 * @param sd standard deviation of the sample (n - 1); 0 for one number
 * @param min the smallest
 * @param max the largest
 */
record Summary(double mean, double sd, double min, double max) {

    static Summary of(double[] values) {
        if (values.length == 0) return new Summary(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        double mean = Arrays.stream(values).sum() / values.length;
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        return new Summary(mean, Math.sqrt(squares / Math.max(1, values.length - 1)),
                Arrays.stream(values).min().getAsDouble(), Arrays.stream(values).max().getAsDouble());
    }

    /** Returns the q-quantile, linear between the sorted values; NaN when there are none. */
    static double quantile(double[] values, double q) {
        if (values.length == 0) return Double.NaN;
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double at = q * (sorted.length - 1);
        int low = (int) at;
        int high = Math.min(low + 1, sorted.length - 1);
        return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
    }
}
