// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * How long a t-SNE map of ten clusters in 50 dimensions takes, and how good it is.
 *
 * @param seconds for all
 * @param divergence in nats
 * @param purity of the map
 */
public record TimedMap(double seconds, double divergence, double purity) {

    private static final int CLUSTERS = 10;
    private static final int DIMENSIONS = 50;

    /** @param exact all pairs, otherwise Barnes-Hut */
    public static TimedMap of(int n, int iterations, boolean exact) {
        double[][] points = points(n);
        long start = System.nanoTime();
        Tsne.Embedding found = new Tsne(30, iterations, 0).of(points, exact, Watch.NONE);
        double seconds = (System.nanoTime() - start) * 1e-9;
        double[][] map = IntStream.range(0, n).mapToObj(i -> Arrays.copyOfRange(found.map(), 2 * i, 2 * i + 2)).toArray(double[][]::new);
        List<String> classes = IntStream.range(0, n).mapToObj(i -> String.valueOf(i % CLUSTERS)).toList();
        return new TimedMap(seconds, found.divergence(), MapQuality.of(points, map, classes, Watch.NONE).mapPurity());
    }

    private static double[][] points(int n) {
        Random random = new Random(1);
        double[][] centres = new double[CLUSTERS][DIMENSIONS];
        for (double[] c : centres) Arrays.setAll(c, d -> random.nextGaussian());
        double[][] points = new double[n][DIMENSIONS];
        for (int i = 0; i < n; i++) {
            double[] centre = centres[i % CLUSTERS];
            Arrays.setAll(points[i], d -> centre[d] + 0.7 * random.nextGaussian());
        }
        return points;
    }
}
