// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Points and weights that turn an integral over [0, 1] into a sum.
 *
 * @param nodes in rising order, inside (0, 1)
 * @param weights one per node; they add up to 1
 */
record Quadrature(List<Double> nodes, List<Double> weights) {

    private static final int ROUNDS = 100;

    Quadrature {
        nodes = List.copyOf(nodes);
        weights = List.copyOf(weights);
    }

    /**
     * The middles of n equal parts, {@code (k + 0.5) / n}, as 32-bit floats: captum has them so, and near a
     * kink the last digit decides on which side of it a point lies.
     */
    static Quadrature midpoint(int n) {
        return new Quadrature(IntStream.range(0, n).mapToObj(k -> (double) (float) ((k + 0.5) / n)).toList(),
                Collections.nCopies(n, 1.0 / n));
    }

    /**
     * The n roots of the Legendre polynomial P_n, moved from [-1, 1] to [0, 1]: exact for polynomials up
     * to degree 2n - 1. Newton's method from the usual cosines; weights {@code 1 / ((1 - z^2) P_n'(z)^2)}.
     */
    static Quadrature gauss(int n) {
        List<Double> nodes = new ArrayList<>();
        List<Double> weights = new ArrayList<>();
        for (int k = n; k >= 1; k--) {
            double z = Math.cos(Math.PI * (k - 0.25) / (n + 0.5));
            double slope = 0;
            for (int round = 0; round < ROUNDS; round++) {
                double[] p = legendre(n, z);
                slope = n * (z * p[0] - p[1]) / (z * z - 1);
                double step = p[0] / slope;
                z -= step;
                if (Math.abs(step) < 1e-15) break;
            }
            nodes.add((z + 1) / 2);
            weights.add(1 / ((1 - z * z) * slope * slope));
        }
        return new Quadrature(nodes, weights);
    }

    /** Returns P_n(z) and P_(n-1)(z) by their recurrence. */
    private static double[] legendre(int n, double z) {
        double now = 1;
        double before = 0;
        for (int j = 1; j <= n; j++) {
            double next = ((2 * j - 1) * z * now - (j - 1) * before) / j;
            before = now;
            now = next;
        }
        return new double[] {now, before};
    }
}
