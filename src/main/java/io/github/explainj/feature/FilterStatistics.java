// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.tensor.Tensor;

/**
 * What the weights of one filter amount to.
 *
 * @param sd standard deviation, of all weights (divided by n)
 * @param norm Euclidean, the root of the sum of squares
 */
record FilterStatistics(double mean, double sd, double norm, double max, double min) {

    /** @param filters {@code [n, ...]} */
    static FilterStatistics of(Tensor filters, int filter) {
        int each = filters.size() / filters.batch();
        double sum = 0;
        double squares = 0;
        double max = Double.NEGATIVE_INFINITY;
        double min = Double.POSITIVE_INFINITY;
        for (int i = filter * each; i < (filter + 1) * each; i++) {
            double w = filters.data()[i];
            sum += w;
            squares += w * w;
            max = Math.max(max, w);
            min = Math.min(min, w);
        }
        double mean = sum / each;
        double deviations = 0;
        for (int i = filter * each; i < (filter + 1) * each; i++) deviations += Math.pow(filters.data()[i] - mean, 2);
        return new FilterStatistics(mean, Math.sqrt(deviations / each), Math.sqrt(squares), max, min);
    }
}
