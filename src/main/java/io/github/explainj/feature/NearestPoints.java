// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import java.util.Arrays;

/** The nearest points to each of some points, by Euclid's distance and found by comparing all. */
final class NearestPoints {

    private NearestPoints() {}

    /** Returns the squared distances of all points from one of them, {@code [n]}. */
    static double[] distances(double[][] points, int i) {
        double[] p = points[i];
        double[] distances = new double[points.length];
        for (int j = 0; j < distances.length; j++) distances[j] = distance(p, points[j]);
        return distances;
    }

    /** Four sums at a time: one would wait for itself. */
    private static double distance(double[] a, double[] b) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int d = 0;
        for (; d + 3 < a.length; d += 4) {
            s0 += (a[d] - b[d]) * (a[d] - b[d]);
            s1 += (a[d + 1] - b[d + 1]) * (a[d + 1] - b[d + 1]);
            s2 += (a[d + 2] - b[d + 2]) * (a[d + 2] - b[d + 2]);
            s3 += (a[d + 3] - b[d + 3]) * (a[d + 3] - b[d + 3]);
        }
        for (; d < a.length; d++) s0 += (a[d] - b[d]) * (a[d] - b[d]);
        return s0 + s1 + (s2 + s3);
    }

    /**
     * Returns the k nearest but for the point itself, by rising number; of equally far ones the first.
     *
     * @param distances from the point, {@code [n]}
     * @param self the point
     * @param k at most n - 1
     */
    static int[] of(double[] distances, int self, int k) {
        double[] sorted = distances.clone();
        sorted[self] = Double.POSITIVE_INFINITY;
        Arrays.sort(sorted);
        double last = sorted[k - 1];
        int ties = 0;
        for (int r = k - 1; r >= 0 && sorted[r] == last; r--) ties++;
        int[] nearest = new int[k];
        int found = 0;
        for (int j = 0; j < distances.length && found < k; j++) {
            if (j == self || distances[j] > last || distances[j] == last && ties-- <= 0) continue;
            nearest[found++] = j;
        }
        return nearest;
    }
}
