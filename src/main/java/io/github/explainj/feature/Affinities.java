// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How likely points are to be neighbours: Gaussian around each point, as wide as makes the perplexity (two to
 * the entropy) what was asked for, then the mean of both directions (van der Maaten and Hinton 2008, eq. 1
 * and section 3.1); only of the nearest points where there are many (van der Maaten 2014, section 4.1).
 *
 * @param others {@code [n][..]}: with which points, by rising number
 * @param p {@code [n][..]}: how likely; symmetric, the sum of all is 1
 */
record Affinities(int[][] others, double[][] p) {

    /** Halvings; a double has no more. */
    private static final int MOST_STEPS = 200;
    private static final double SETTLED = 1e-10;

    /**
     * @param points {@code [n][K]}
     * @param perplexity at least 1, less than n - 1
     * @param neighbours of how many nearest points, at most n - 1
     */
    static Affinities of(double[][] points, double perplexity, int neighbours) {
        int n = points.length;
        int[][] near = new int[n][];
        double[][] toward = new double[n][];
        IntStream.range(0, n).parallel().forEach(i -> {
            double[] distances = NearestPoints.distances(points, i);
            near[i] = NearestPoints.of(distances, i, neighbours);
            double[] squares = Arrays.stream(near[i]).mapToDouble(j -> distances[j]).toArray();
            toward[i] = likely(squares, StrictMath.log(perplexity));
        });
        return symmetric(near, toward);
    }

    /** Returns the probabilities of one point's neighbours; their sum is 1. */
    private static double[] likely(double[] squares, double entropy) {
        double least = Arrays.stream(squares).min().orElse(0);
        double[] beyond = Arrays.stream(squares).map(d -> d - least).toArray();
        double mean = Arrays.stream(beyond).average().orElse(0);
        if (mean == 0) return gaussian(beyond, 1); // all equally far: no width changes that
        double low = 0;
        double high = Double.POSITIVE_INFINITY;
        double precision = 1 / mean;
        double[] p = gaussian(beyond, precision);
        for (int step = 0; step < MOST_STEPS && Math.abs(entropy(p) - entropy) > SETTLED; step++) {
            if (entropy(p) > entropy) low = precision;
            else high = precision;
            precision = high == Double.POSITIVE_INFINITY ? precision * 2 : (low + high) / 2;
            p = gaussian(beyond, precision);
        }
        return p;
    }

    private static double[] gaussian(double[] squares, double precision) {
        double[] p = Arrays.stream(squares).map(d -> StrictMath.exp(-precision * d)).toArray();
        double sum = Arrays.stream(p).sum();
        return Arrays.stream(p).map(v -> v / sum).toArray();
    }

    private static double entropy(double[] p) {
        return Arrays.stream(p).filter(v -> v > 0).map(v -> -v * StrictMath.log(v)).sum();
    }

    private static Affinities symmetric(int[][] near, double[][] toward) {
        int n = near.length;
        int[] counts = new int[n];
        for (int[] row : near) for (int j : row) counts[j]++;
        int[][] from = new int[n][];
        double[][] back = new double[n][];
        for (int j = 0; j < n; j++) {
            from[j] = new int[counts[j]];
            back[j] = new double[counts[j]];
        }
        Arrays.fill(counts, 0);
        for (int i = 0; i < n; i++)
            for (int a = 0; a < near[i].length; a++) {
                int j = near[i][a];
                from[j][counts[j]] = i;
                back[j][counts[j]++] = toward[i][a];
            }
        Affinities both = new Affinities(new int[n][], new double[n][]);
        for (int i = 0; i < n; i++) both.join(i, near[i], toward[i], from[i], back[i]);
        return both;
    }

    /** Joins the two rising rows of a point. */
    private void join(int i, int[] near, double[] toward, int[] from, double[] back) {
        int[] all = IntStream.concat(Arrays.stream(near), Arrays.stream(from)).sorted().distinct().toArray();
        double[] mean = new double[all.length];
        int a = 0;
        int b = 0;
        for (int k = 0; k < all.length; k++) {
            if (a < near.length && near[a] == all[k]) mean[k] += toward[a++];
            if (b < from.length && from[b] == all[k]) mean[k] += back[b++];
            mean[k] /= 2.0 * p.length;
        }
        others[i] = all;
        p[i] = mean;
    }
}
