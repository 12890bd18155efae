// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.imagej;

import io.github.explainj.tensor.Tensor;
import java.util.Arrays;

/**
 * The values that the ends of a colour table stand for. Robust: one hot pixel does not make the rest
 * look flat, so values beyond the 99.8th percentile saturate.
 *
 * @param min value of the first colour
 * @param max value of the last colour, above {@code min}
 */
public record DisplayRange(double min, double max) {

    private static final double QUANTILE = 0.998;

    /** Returns the range of a map; for a signed one symmetric around 0. NaN is left out. */
    public static DisplayRange of(Tensor map, boolean signed) {
        float[] finite = finite(map.data(), signed);
        if (finite.length == 0) return new DisplayRange(signed ? -1 : 0, 1);
        Arrays.sort(finite);
        double last = finite[finite.length - 1];
        double high = finite[(int) Math.ceil(QUANTILE * (finite.length - 1))];
        if (signed) {
            double end = high > 0 ? high : last > 0 ? last : 1;
            return new DisplayRange(-end, end);
        }
        double low = finite[0];
        return new DisplayRange(low, high > low ? high : last > low ? last : low + 1);
    }

    private static float[] finite(float[] values, boolean absolute) {
        float[] kept = new float[values.length];
        int n = 0;
        for (float v : values) if (Float.isFinite(v)) kept[n++] = absolute ? Math.abs(v) : v;
        return Arrays.copyOf(kept, n);
    }

    /** Returns the level from 0 to 255 at which a value is shown. */
    int level(double value) {
        return (int) Math.max(0, Math.min(255, Math.round((value - min) / (max - min) * 255)));
    }

    /** Returns the value in the middle of a level. */
    double value(int level) {
        return min + level / 255.0 * (max - min);
    }
}
