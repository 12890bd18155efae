// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

/** What drives the points of a map apart: each is pushed by all others. */
@FunctionalInterface
interface Repulsion {

    /**
     * Adds up the pushes on a point: {@code sum_j w_ij^2 (y_i - y_j)} with
     * {@code w_ij = 1 / (1 + |y_i - y_j|^2)}.
     *
     * @param force {@code [2]}, to which they are added
     * @return {@code sum_j w_ij} over the others
     */
    double on(double x, double y, double[] force);

    /**
     * Adds up all pairs.
     *
     * @param map {@code [n * 2]}
     */
    static Repulsion ofPairs(double[] map) {
        return (x, y, force) -> {
            double sum = -1; // the point itself, which is among them
            for (int j = 0; j < map.length; j += 2) {
                double dx = x - map[j];
                double dy = y - map[j + 1];
                double w = 1 / (1 + dx * dx + dy * dy);
                sum += w;
                force[0] += w * w * dx;
                force[1] += w * w * dy;
            }
            return sum;
        };
    }
}
