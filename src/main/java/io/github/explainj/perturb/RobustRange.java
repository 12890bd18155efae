// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.perturb;

import io.github.explainj.tensor.Tensor;

/** The range of a tensor's values without the extremes: one hot pixel must not decide it. */
public final class RobustRange {

    private static final double LOW = 0.002;
    private static final double HIGH = 0.998;

    private RobustRange() {}

    /**
     * Returns the 99.8th minus the 0.2nd percentile of all finite values, channels together; 0 when they
     * are all the same, or none is finite.
     */
    public static double of(Tensor x) {
        Quantiles quantiles = new Quantiles(x.data(), 0, x.size());
        return quantiles.count() == 0 ? 0 : quantiles.at(HIGH) - quantiles.at(LOW);
    }
}
