// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import io.github.explainj.tensor.Tensor;

/**
 * Mean and spread, element by element, of tensors that come one after the other; none is kept.
 * Welford's running sums in double.
 */
final class Moments {

    private final int[] shape;
    private final double[] mean;
    private final double[] m2;
    private int count;

    Moments(int... shape) {
        this.shape = shape.clone();
        mean = new double[Tensor.size(shape)];
        m2 = new double[mean.length];
    }

    void add(Tensor t) {
        count++;
        for (int i = 0; i < mean.length; i++) {
            double off = t.data()[i] - mean[i];
            mean[i] += off / count;
            m2[i] += off * (t.data()[i] - mean[i]);
        }
    }

    int count() {
        return count;
    }

    /** Returns the mean; NaN of nothing. */
    Tensor mean() {
        return made(i -> mean[i]);
    }

    /** Returns the mean of one element. */
    double mean(int i) {
        return mean[i];
    }

    /** Returns {@code E[g^2] - E[g]^2}; NaN of nothing. */
    Tensor variance() {
        return made(i -> m2[i] / count);
    }

    /** Returns {@code E[g^2]}; NaN of nothing. */
    Tensor meanSquare() {
        return made(i -> m2[i] / count + mean[i] * mean[i]);
    }

    /** Returns the squared standard error of the mean at one element; NaN of fewer than two. */
    double squaredError(int i) {
        return count < 2 ? Double.NaN : m2[i] / (count - 1) / count;
    }

    private Tensor made(java.util.function.IntToDoubleFunction value) {
        Tensor t = Tensor.zeros(shape);
        for (int i = 0; i < t.size(); i++) t.data()[i] = count == 0 ? Float.NaN : (float) value.applyAsDouble(i);
        return t;
    }
}
