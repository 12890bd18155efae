// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How far a map of points can be trusted.
 *
 * <p>Trustworthiness (Venna and Kaski 2001, doi:10.1007/3-540-44668-0_68): 1 less a penalty for points that
 * are among the k nearest on the map and are not in space, by how far down the ranks there they are; 1 is
 * best, about 0.5 is chance. Purity: the share of a point's k nearest that have its class, the mean over all
 * points that have one; neighbours without a class do not count.
 *
 * @param neighbours k
 * @param trustworthiness in [0, 1]; NaN when k is not below n / 2
 * @param mapPurity in [0, 1]; NaN without classes
 * @param spacePurity the same among the vectors
 */
record MapQuality(int neighbours, double trustworthiness, double mapPurity, double spacePurity) {

    /** Neighbours that are looked at, where there are so many. */
    static final int NEIGHBOURS = 10;

    /** Points looked at between two looks at the watch. */
    private static final int BLOCK = 64;

    /** Compares {@value #NEIGHBOURS} neighbours, or fewer where there are not twice as many points. */
    static MapQuality of(double[][] space, double[][] map, List<String> classes, Watch watch) {
        return of(space, map, classes, Math.max(1, Math.min(NEIGHBOURS, (space.length - 1) / 2)), watch);
    }

    /**
     * Compares; NaN throughout when it is stopped.
     *
     * @param space {@code [n][K]}
     * @param map {@code [n][2]}
     * @param classes of each point; empty for none
     * @param k wanted; fewer points have fewer neighbours
     */
    static MapQuality of(double[][] space, double[][] map, List<String> classes, int k, Watch watch) {
        int n = space.length;
        int near = Math.min(k, n - 1);
        double[][] each = new double[n][];
        for (int from = 0; from < n; from += BLOCK) {
            if (!watch.reached(from, n)) return new MapQuality(near, Double.NaN, Double.NaN, Double.NaN);
            IntStream.range(from, Math.min(n, from + BLOCK)).parallel()
                    .forEach(i -> each[i] = point(space, map, classes, near, i));
        }
        double penalty = Arrays.stream(each).mapToDouble(e -> e[0]).sum();
        double trust = 2 * near < n ? 1 - 2 * penalty / ((double) n * near * (2.0 * n - 3.0 * near - 1)) : Double.NaN;
        return new MapQuality(near, trust, mean(each, 1), mean(each, 2));
    }

    private static double[] point(double[][] space, double[][] map, List<String> classes, int k, int i) {
        double[] inSpace = NearestPoints.distances(space, i);
        int[] nearSpace = NearestPoints.of(inSpace, i, k);
        int[] nearMap = NearestPoints.of(NearestPoints.distances(map, i), i, k);
        double penalty = 0;
        for (int j : nearMap) if (Arrays.binarySearch(nearSpace, j) < 0) penalty += rank(inSpace, i, j) - k;
        return new double[] {penalty, purity(classes, nearMap, i), purity(classes, nearSpace, i)};
    }

    /**
     * Returns the place of a point among the others by distance, from 1; of equally far ones the first comes
     * first.
     */
    private static int rank(double[] distances, int self, int j) {
        int rank = 1;
        for (int m = 0; m < distances.length; m++)
            if (m != self && m != j && (distances[m] < distances[j] || distances[m] == distances[j] && m < j)) rank++;
        return rank;
    }

    private static double purity(List<String> classes, int[] near, int i) {
        if (classes.get(i).isEmpty()) return Double.NaN;
        long known = Arrays.stream(near).filter(j -> !classes.get(j).isEmpty()).count();
        return Arrays.stream(near).filter(j -> classes.get(j).equals(classes.get(i))).count() / (double) known;
    }

    private static double mean(double[][] rows, int column) {
        return Arrays.stream(rows).mapToDouble(r -> r[column]).filter(v -> !Double.isNaN(v)).average()
                .orElse(Double.NaN);
    }
}
