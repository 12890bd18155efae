// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import java.util.Arrays;

/**
 * An estimate per element with its standard error; NaN where it cannot be told.
 *
 * @param values the map
 * @param errors its standard error
 */
record RiseMap(float[] values, float[] errors) {

    /** Returns the median standard error over the elements that have one. */
    double medianError() {
        return Summary.quantile(finite(errors), 0.5);
    }

    /** Returns the largest minus the smallest value. */
    double range() {
        Summary s = Summary.of(finite(values));
        return s.max() - s.min();
    }

    private static double[] finite(float[] values) {
        double[] all = new double[values.length];
        int n = 0;
        for (float v : values) if (Float.isFinite(v)) all[n++] = v;
        return Arrays.copyOf(all, n);
    }
}
