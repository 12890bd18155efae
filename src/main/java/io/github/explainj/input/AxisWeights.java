// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import java.util.Arrays;

/**
 * How the samples of one axis are made of those of another grid: weighted sums.
 *
 * @param from per new sample the indices of the old ones; empty for a sample that lies outside
 * @param weights likewise their weights, summing to 1
 */
record AxisWeights(int[][] from, double[][] weights) {

    /** Samples the image at the centres of model pixels. */
    static AxisWeights toModel(Geometry g, int axis) {
        int n = g.image().get(axis);
        double width = Math.max(1, 1 / g.scale().get(axis));
        int[][] from = new int[g.model().get(axis)][];
        double[][] weights = new double[from.length][];
        for (int i = 0; i < from.length; i++) {
            double at = mirrored(g.onImage(axis, i), n);
            from[i] = taps(at, width, n);
            weights[i] = triangle(at, width, from[i]);
        }
        return new AxisWeights(from, weights);
    }

    /** Samples a map at the centres of image pixels. */
    static AxisWeights toImage(Geometry g, int axis) {
        int n = g.model().get(axis);
        int[][] from = new int[g.image().get(axis)][];
        double[][] weights = new double[from.length][];
        for (int j = 0; j < from.length; j++) {
            double at = g.onModel(axis, j);
            boolean outside = at < -0.5 - 1e-9 || at > n - 0.5 + 1e-9;
            from[j] = outside ? new int[0] : taps(at, 1, n);
            weights[j] = triangle(at, 1, from[j]);
        }
        return new AxisWeights(from, weights);
    }

    int size() {
        return from.length;
    }

    boolean isIdentity(int n) {
        if (from.length != n) return false;
        for (int i = 0; i < n; i++) if (from[i].length != 1 || from[i][0] != i) return false;
        return true;
    }

    /** Returns sample {@code i} of a line that starts at {@code start}; NaN outside. */
    float sum(int i, float[] line, int start, int stride) {
        if (from[i].length == 1) return line[start + from[i][0] * stride];
        if (from[i].length == 0) return Float.NaN;
        double sum = 0;
        for (int k = 0; k < from[i].length; k++) sum += weights[i][k] * line[start + from[i][k] * stride];
        return (float) sum;
    }

    /** Mirrors a position into {@code [-0.5, n - 0.5]}, the edge pixel repeated. */
    private static double mirrored(double at, int n) {
        double p = (at + 0.5) % (2.0 * n);
        if (p < 0) p += 2.0 * n;
        return (p > n ? 2.0 * n - p : p) - 0.5;
    }

    /** Returns the samples within the triangle around a position; the nearest alone at the very edge. */
    private static int[] taps(double at, double width, int n) {
        int low = Math.max(0, (int) Math.floor(at - width + 1e-9) + 1);
        int high = Math.min(n - 1, (int) Math.ceil(at + width - 1e-9) - 1);
        if (low > high) low = high = (int) Math.max(0, Math.min(n - 1, Math.round(at)));
        int[] taps = new int[high - low + 1];
        for (int k = 0; k < taps.length; k++) taps[k] = low + k;
        return taps;
    }

    private static double[] triangle(double at, double width, int[] taps) {
        double[] w = new double[taps.length];
        for (int k = 0; k < w.length; k++) w[k] = Math.max(0, 1 - Math.abs(at - taps[k]) / width);
        double sum = Arrays.stream(w).sum();
        if (sum <= 0) Arrays.fill(w, 1.0 / Math.max(1, w.length));
        else for (int k = 0; k < w.length; k++) w[k] /= sum;
        return w;
    }
}
