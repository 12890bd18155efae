// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

/** Resamples an image to another size by area: every input pixel counts as much as it is covered. */
final class AreaAverage {

    private AreaAverage() {}

    /**
     * Resamples axis by axis.
     *
     * @param data one number per pixel, the last axis fastest
     * @param from sizes of {@code data}
     * @param to sizes of the result, as many
     * @return the mean of {@code data} over each pixel of the result
     */
    static double[] of(float[] data, int[] from, int[] to) {
        double[] now = new double[data.length];
        for (int i = 0; i < now.length; i++) now[i] = data[i];
        int inner = data.length;
        int outer = 1;
        for (int axis = 0; axis < from.length; axis++) {
            inner /= from[axis];
            if (from[axis] != to[axis]) now = along(now, new int[] {outer, from[axis], inner}, to[axis]);
            outer *= to[axis];
        }
        return now;
    }

    /** Resamples the middle axis of {@code [outer, n, inner]}. */
    private static double[] along(double[] data, int[] shape, int size) {
        int n = shape[1];
        int inner = shape[2];
        double[] out = new double[shape[0] * size * inner];
        for (int i = 0; i < size; i++)
            for (int j = (int) ((long) i * n / size); j < n && (long) j * size < (long) (i + 1) * n; j++) {
                double share = overlap(i, j, n, size);
                for (int o = 0; o < shape[0]; o++)
                    for (int k = 0; k < inner; k++)
                        out[(o * size + i) * inner + k] += share * data[(o * n + j) * inner + k];
            }
        return out;
    }

    /** Returns which share of output pixel i of {@code size} lies on input pixel j of {@code n}. */
    private static double overlap(int i, int j, int n, int size) {
        long low = Math.max((long) i * n, (long) j * size);
        long high = Math.min((long) (i + 1) * n, (long) (j + 1) * size);
        return Math.max(0, high - low) / (double) n;
    }
}
