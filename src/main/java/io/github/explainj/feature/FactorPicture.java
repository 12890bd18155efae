// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * Draws an image in grey with factors in their colours: first all of them, each pixel in the colour of the factor
 * that is strongest there, then one after the other. Colours are never mixed; how opaque one is grows with the
 * square root of the factor's strength, so that weak ones are seen.
 *
 * @param raw the image in its own intensities {@code [1, C, (D,) H, W]}
 * @param strengths per factor, one per pixel: share of the factor's peak
 */
record FactorPicture(Tensor raw, List<float[]> strengths) {

    /** Values of all pictures together: 256 MB of floats. */
    private static final int MOST_VALUES = 1 << 26;

    private static final double OPACITY = 0.85;
    private static final double CUT = 0.005;

    /** Returns how many pictures there are: that of all factors, and as many as fit into memory. */
    int count() {
        return Math.min(strengths.size() + 1, Math.max(1, MOST_VALUES / 3 / area()));
    }

    private int area() {
        return raw.size() / raw.channels();
    }

    /** Returns {@code [n, 3, (D,) H, W]}: red, green and blue in [0, 1]. */
    Tensor draw() {
        int[] shape = raw.shape();
        shape[0] = count();
        shape[1] = 3;
        Tensor all = Tensor.zeros(shape);
        float[] grey = grey();
        for (int n = 0; n < count(); n++)
            for (int p = 0; p < area(); p++) {
                int factor = n == 0 ? strongest(strengths, p) : n - 1;
                double opacity = OPACITY * Math.sqrt(Math.min(1, Math.max(0, strengths.get(factor)[p])));
                for (int c = 0; c < 3; c++)
                    all.data()[(n * 3 + c) * area() + p] =
                            (float) ((1 - opacity) * grey[p] + opacity * FactorColours.of(factor).channel(c));
            }
        return all;
    }

    /** Returns the factor that is strongest at a place; of equal ones the first. */
    static int strongest(List<float[]> strengths, int place) {
        int best = 0;
        for (int f = 1; f < strengths.size(); f++) if (strengths.get(f)[place] > strengths.get(best)[place]) best = f;
        return best;
    }

    /** Returns the mean over channels, stretched from the 0.5th to the 99.5th percentile over [0, 1]; NaN is black. */
    private float[] grey() {
        float[] mean = new float[area()];
        for (int i = 0; i < raw.size(); i++) mean[i % area()] += raw.data()[i] / raw.channels();
        float[] sorted = new float[mean.length];
        int n = 0;
        for (float v : mean) if (Float.isFinite(v)) sorted[n++] = v;
        Arrays.sort(sorted, 0, n);
        if (n == 0) return new float[mean.length];
        float low = sorted[(int) (CUT * (n - 1))];
        float high = sorted[(int) ((1 - CUT) * (n - 1))];
        for (int p = 0; p < mean.length; p++) {
            boolean drawn = Float.isFinite(mean[p]) && high > low;
            mean[p] = drawn ? Math.max(0, Math.min(1, (mean[p] - low) / (high - low))) : 0;
        }
        return mean;
    }
}
