// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;

/** A sum of outer products of vectors with themselves, in double: what principal components are made from. */
final class Scatter {

    private final double[][] sum;

    /** @param size length of the vectors */
    Scatter(int size) {
        sum = new double[size][size];
    }

    /**
     * Adds vectors. The rows of the sum are made at the same time, each in one order, so that every run has
     * the same bits.
     *
     * @param vectors {@code [any][size]}
     */
    void add(double[][] vectors) {
        IntStream.range(0, sum.length).parallel().forEach(a -> row(a, vectors));
    }

    private void row(int a, double[][] vectors) {
        double[] row = sum[a];
        for (double[] v : vectors) {
            double factor = v[a];
            for (int b = a; b < row.length; b++) row[b] += factor * v[b];
        }
    }

    DMatrixRMaj matrix() {
        int n = sum.length;
        DMatrixRMaj matrix = new DMatrixRMaj(n, n);
        for (int a = 0; a < n; a++)
            for (int b = 0; b < n; b++) matrix.set(a, b, sum[Math.min(a, b)][Math.max(a, b)]);
        return matrix;
    }
}
