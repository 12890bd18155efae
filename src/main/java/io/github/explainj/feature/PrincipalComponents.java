// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * Vectors in the coordinates of their principal components (Pearson 1901; Hotelling 1933), all of those with
 * any variance: distances between points are those between the vectors.
 *
 * <p>Exact: the eigenvectors of the covariance {@code [D, D]}, or, of vectors that are longer than there are
 * vectors, of their inner products {@code [n, n]}; both in double after the mean is taken off. The vectors
 * are read a few times, in order. An eigenvector's sign is arbitrary; here the point that lies farthest out
 * along a component has a positive coordinate.
 *
 * @param points {@code [n][K]} with K at most min(n - 1, D), in the vectors' units
 * @param variances of each component, divided by n - 1, falling
 * @param total variance of all
 */
record PrincipalComponents(double[][] points, double[] variances, double total) {

    /** Of the smaller of n and D: beyond it the decomposition takes minutes. */
    static final int MOST = 2048;

    private static final int BLOCK_VALUES = 4_000_000;
    private static final int BLOCK_ROWS = 64;
    /** Of the total; less is rounding. */
    private static final double NOTHING = 1e-12;

    static PrincipalComponents of(Vectors vectors, Watch watch) {
        double[] mean = mean(vectors);
        return vectors.length() <= vectors.count() ? byCovariance(vectors, mean, watch)
                : byProducts(vectors, mean, watch);
    }

    /** Returns the shares of the variance that components explain, in [0, 1]. */
    double[] shares() {
        return Arrays.stream(variances).map(v -> v / total).toArray();
    }

    /** Returns the first coordinates of each point, as many as there are. */
    double[][] first(int most) {
        return Arrays.stream(points).map(p -> Arrays.copyOf(p, Math.min(most, p.length))).toArray(double[][]::new);
    }

    private static double[] mean(Vectors vectors) {
        double[] mean = new double[vectors.length()];
        vectors.read((i, values, at) -> {
            for (int d = 0; d < mean.length; d++) mean[d] += values[at + d];
        });
        return Arrays.stream(mean).map(m -> m / vectors.count()).toArray();
    }

    private static PrincipalComponents byCovariance(Vectors vectors, double[] mean, Watch watch) {
        int n = vectors.count();
        Scatter scatter = new Scatter(vectors.length());
        double[][] block = new double[Math.min(n, BLOCK_ROWS)][mean.length];
        vectors.read((i, values, at) -> {
            centre(values, at, mean, block[i % BLOCK_ROWS]);
            boolean full = i % BLOCK_ROWS == BLOCK_ROWS - 1;
            if (full || i == n - 1) scatter.add(full ? block : Arrays.copyOf(block, i % BLOCK_ROWS + 1));
            if (full) watch.reached(i, n);
        });
        Spectrum spectrum = Spectrum.of(scatter.matrix());
        double[][] points = new double[n][];
        double[] one = new double[mean.length];
        vectors.read((i, values, at) -> {
            centre(values, at, mean, one);
            points[i] = spectrum.directions().parallelStream().mapToDouble(e -> product(e, one)).toArray();
        });
        return signed(points, spectrum, n);
    }

    private static PrincipalComponents byProducts(Vectors vectors, double[] mean, Watch watch) {
        int n = vectors.count();
        Scatter scatter = new Scatter(n);
        int step = Math.max(1, BLOCK_VALUES / n);
        for (int from = 0; from < mean.length && watch.reached(from, mean.length); from += step)
            scatter.add(columns(vectors, mean, from, Math.min(mean.length, from + step)));
        Spectrum spectrum = Spectrum.of(scatter.matrix());
        double[][] points = new double[n][spectrum.directions().size()];
        for (int k = 0; k < spectrum.directions().size(); k++)
            for (int i = 0; i < n; i++) points[i][k] = spectrum.directions().get(k)[i] * Math.sqrt(spectrum.values()[k]);
        return signed(points, spectrum, n);
    }

    private static void centre(float[] values, int at, double[] mean, double[] centred) {
        for (int d = 0; d < mean.length; d++) centred[d] = values[at + d] - mean[d];
    }

    /** Returns some of the vectors' elements {@code [element][n]}. */
    private static double[][] columns(Vectors vectors, double[] mean, int from, int to) {
        double[][] columns = new double[to - from][vectors.count()];
        vectors.read((i, values, at) -> {
            for (int d = from; d < to; d++) columns[d - from][i] = values[at + d] - mean[d];
        });
        return columns;
    }

    private static double product(double[] a, double[] b) {
        double sum = 0;
        for (int d = 0; d < a.length; d++) sum += a[d] * b[d];
        return sum;
    }

    private static PrincipalComponents signed(double[][] points, Spectrum spectrum, int n) {
        for (int k = 0; k < spectrum.directions().size(); k++) {
            double far = 0;
            for (double[] p : points) if (Math.abs(p[k]) > Math.abs(far)) far = p[k];
            if (far < 0) for (double[] p : points) p[k] = -p[k];
        }
        double[] variances = Arrays.stream(spectrum.values()).limit(spectrum.directions().size())
                .map(v -> v / (n - 1)).toArray();
        return new PrincipalComponents(points, variances, Arrays.stream(spectrum.values()).sum() / (n - 1));
    }

    /**
     * Eigenvalues and eigenvectors of a symmetric matrix.
     *
     * @param values falling, none negative
     * @param directions of unit length, of those values that are more than rounding
     */
    private record Spectrum(double[] values, List<double[]> directions) {

        static Spectrum of(DMatrixRMaj matrix) {
            EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(matrix.numRows, true, true);
            if (!eigen.decompose(matrix))
                throw new IllegalStateException("no eigenvalues of a matrix of " + matrix.numRows + " rows");
            List<Integer> order = IntStream.range(0, matrix.numRows).boxed()
                    .sorted(Comparator.comparingDouble(i -> -eigen.getEigenvalue(i).getReal())).toList();
            double[] values = order.stream().mapToDouble(i -> Math.max(0, eigen.getEigenvalue(i).getReal())).toArray();
            double least = NOTHING * Arrays.stream(values).sum();
            return new Spectrum(values, IntStream.range(0, values.length).filter(k -> values[k] > least)
                    .mapToObj(k -> eigen.getEigenVector(order.get(k)).getData()).toList());
        }
    }
}
