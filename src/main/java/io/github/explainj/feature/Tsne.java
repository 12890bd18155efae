// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;

/**
 * t-distributed stochastic neighbour embedding in two dimensions (van der Maaten and Hinton 2008, JMLR
 * 9:2579; Barnes-Hut: van der Maaten 2014, JMLR 15:3221).
 *
 * <p>Up to {@value #EXACT} points all pairs count; of more, each point's 3 x perplexity nearest (found by
 * comparing all) and a {@link QuadTree} with theta = 0.5. Both papers start at random positions; we start at
 * the first two principal components scaled to a standard deviation of 1e-4 (Kobak and Berens 2019,
 * doi:10.1038/s41467-019-13056-x), moved at random by a tenth of that so that equal points part, which is all
 * that the seed changes. The learning rate is n / 12 / 4, at least 50 (Belkina et al. 2019,
 * doi:10.1038/s41467-019-13055-y, whose gradient lacks the factor 4; the paper has 100, its successor 200).
 * Affinities are exaggerated 12 times, as in the paper of 2014, for 250 iterations or the first quarter;
 * momentum is 0.5 meanwhile, then 0.8; gains as in the paper.
 *
 * <p>Ours, because no library fits: {@code de.javagl:bh-tsne}, the one small one on Maven Central, has the
 * four-clause licence, one release with EJML 0.30, and cannot be stopped; Smile is GPL, ELKI AGPL.
 *
 * @param perplexity about how many neighbours each point has, at least 1
 * @param iterations steps downhill
 * @param seed of the start
 */
record Tsne(double perplexity, int iterations, long seed) {

    /**
     * Most points of which all pairs count: of more, Barnes-Hut is several times as fast, its cost within 0.5
     * %.
     */
    static final int EXACT = 1000;

    static final double THETA = 0.5;
    static final double EXAGGERATION = 12;
    static final int EXAGGERATED = 250;

    private static final double SPREAD = 1e-4;
    private static final double LEAST_GAIN = 0.01;

    /**
     * Makes the map.
     *
     * @param points {@code [n][K]}, the first coordinate with the largest variance
     * @param watch told of each iteration
     */
    Embedding of(double[][] points, Watch watch) {
        return of(points, points.length <= EXACT, watch);
    }

    /** Makes the map, whatever the number of points, by all pairs or by Barnes-Hut. */
    Embedding of(double[][] points, boolean exact, Watch watch) {
        int n = points.length;
        double fitting = Math.min(perplexity, mostPerplexity(n));
        int neighbours = exact ? n - 1 : Math.min(n - 1, (int) Math.ceil(3 * fitting));
        Function<double[], Repulsion> repulsion = exact ? Repulsion::ofPairs : map -> new QuadTree(map, THETA);
        MapGradient gradient = new MapGradient(Affinities.of(points, fitting, neighbours), repulsion);
        double[] map = start(points);
        int done = descend(gradient, map, watch);
        return new Embedding(map, gradient.divergence(map), fitting, done);
    }

    /** Returns the perplexity that n points allow: their neighbours' number is three times it. */
    static double mostPerplexity(int n) {
        return Math.max(1, (n - 1) / 3.0);
    }

    private double[] start(double[][] points) {
        Random random = new Random(seed);
        double square = Arrays.stream(points).mapToDouble(p -> p[0] * p[0]).sum();
        double scale = square == 0 ? 0 : SPREAD / Math.sqrt(square / points.length);
        double[] map = new double[2 * points.length];
        for (int a = 0; a < map.length; a++) {
            double[] p = points[a / 2];
            map[a] = (a % 2 < p.length ? scale * p[a % 2] : 0) + SPREAD / 10 * random.nextGaussian();
        }
        return map;
    }

    private int descend(MapGradient gradient, double[] map, Watch watch) {
        double rate = Math.max(map.length / 2 / EXAGGERATION / 4, 50);
        int early = Math.min(EXAGGERATED, iterations / 4);
        double[] speed = new double[map.length];
        double[] gains = new double[map.length];
        Arrays.fill(gains, 1);
        for (int t = 0; t < iterations; t++) {
            if (!watch.reached(t, iterations)) return t;
            double[] slope = gradient.at(map, t < early ? EXAGGERATION : 1);
            double momentum = t < early ? 0.5 : 0.8;
            for (int a = 0; a < map.length; a++) {
                gains[a] = Math.max(LEAST_GAIN, slope[a] * speed[a] < 0 ? gains[a] + 0.2 : gains[a] * 0.8);
                speed[a] = momentum * speed[a] - rate * gains[a] * slope[a];
                map[a] += speed[a];
            }
            centre(map);
        }
        return iterations;
    }

    private static void centre(double[] map) {
        for (int axis = 0; axis < 2; axis++) {
            double mean = 0;
            for (int a = axis; a < map.length; a += 2) mean += map[a] / (map.length / 2);
            for (int a = axis; a < map.length; a += 2) map[a] -= mean;
        }
    }

    /**
     * A map.
     *
     * @param map {@code [n * 2]}; its unit means nothing
     * @param divergence of the map from the affinities, in nats
     * @param perplexity that was used
     * @param iterations that were done
     */
    record Embedding(double[] map, double divergence, double perplexity, int iterations) {}
}
