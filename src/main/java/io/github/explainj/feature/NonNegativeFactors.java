// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;

/**
 * Finds non-negative factors: {@code A ~ W H} with all entries of W {@code [n, r]} and H {@code [r, K]} at least 0
 * and {@code |A - W H|} (Frobenius) small.
 *
 * <p>The problem is that of Lee and Seung (2001, Advances in Neural Information Processing Systems 13, 556). In
 * place of their multiplicative updates, which converge slowly and keep a 0 for ever, the columns of W and the rows
 * of H are set to their best values in turn, several times per pass over A (HALS; Gillis and Glineur 2012,
 * arXiv:1107.5194). No update makes the error larger. There are local minima: of four starts, for which cells that
 * differ are drawn as factors (as k-means++ does), the best after 15 sweeps goes on.
 *
 * <p>Sums are taken in double; the same seed gives the same factors.
 */
final class NonNegativeFactors {

    private static final int STARTS = 4;
    private static final int TRIAL = 15;
    private static final int INNER = 6;
    private static final double EXACT = 1e-9;

    private final float[][] cells;
    private final int iterations;
    private final double tolerance;
    private final IntPredicate stop;
    private final double[] energies;
    private final double energy;
    private int sweeps;

    /**
     * @param cells A, {@code [n][K]}, at least 0 and not all 0
     * @param iterations sweeps at most
     * @param tolerance it ends when a sweep lowers the error by less than this share of it
     * @param stop whether to end, after so many sweeps of all starts; asked before each
     */
    NonNegativeFactors(float[][] cells, int iterations, double tolerance, IntPredicate stop) {
        this.cells = cells;
        this.iterations = iterations;
        this.tolerance = tolerance;
        this.stop = stop;
        this.energies = Arrays.stream(cells).mapToDouble(NonNegativeFactors::energy).toArray();
        this.energy = Arrays.stream(energies).sum();
    }

    /** Returns how many sweeps there are at most, of all starts. */
    static int most(int iterations) {
        return (STARTS - 1) * Math.min(TRIAL, iterations) + iterations;
    }

    private static double energy(float[] cell) {
        double sum = 0;
        for (float v : cell) sum += (double) v * v;
        return sum;
    }

    /**
     * What was found.
     *
     * @param factors H, {@code [r][K]}, each of length 1, or 0 when it was not needed
     * @param errors {@code |A - W H| / |A|} after each sweep
     * @param converged whether it ended by itself
     */
    record Fit(double[][] factors, List<Double> errors, boolean converged) {}

    /** Finds some factors. */
    Fit find(int factors, long seed) {
        Sweeps best = null;
        for (int s = 0; s < STARTS && (s == 0 || !stop.test(sweeps)); s++) {
            Sweeps start = new Sweeps(seeds(factors, new Random(seed * 0x9E3779B97F4A7C15L + s)));
            while (start.errors.size() < Math.min(TRIAL, iterations) && !start.isDone() && !stop.test(sweeps)) start.sweep();
            if (best == null || start.error() < best.error()) best = start;
        }
        while (best.errors.size() < iterations && !best.isDone() && !stop.test(sweeps)) best.sweep();
        return new Fit(normalised(best.h), List.copyOf(best.errors), best.isDone());
    }

    /** Draws cells as factors, each with a chance that grows with what those before it leave unexplained. */
    private double[][] seeds(int factors, Random random) {
        double[][] h = new double[factors][cells[0].length];
        double[] left = energies.clone();
        for (double[] row : h) {
            float[] cell = cells[drawn(left, random)];
            double length = Math.sqrt(energy(cell));
            for (int k = 0; k < row.length; k++) row[k] = cell[k] / length;
            for (int i = 0; i < left.length; i++) {
                double along = dot(cells[i], row);
                left[i] = Math.max(0, Math.min(left[i], energies[i] - along * along));
            }
        }
        return h;
    }

    private int drawn(double[] chances, Random random) {
        double total = Arrays.stream(chances).sum();
        double[] from = total > 0 ? chances : energies;
        double at = random.nextDouble() * (total > 0 ? total : energy);
        int last = 0;
        for (int i = 0; i < from.length; i++) {
            if (from[i] > 0) last = i;
            at -= from[i];
            if (at < 0 && from[i] > 0) return i;
        }
        return last;
    }

    private static double dot(float[] cell, double[] row) {
        double sum = 0;
        for (int k = 0; k < row.length; k++) sum += cell[k] * row[k];
        return sum;
    }

    private static double[][] normalised(double[][] h) {
        for (double[] row : h) {
            double length = Math.sqrt(Arrays.stream(row).map(v -> v * v).sum());
            if (length > 0) for (int k = 0; k < row.length; k++) row[k] /= length;
        }
        return h;
    }

    /** One start and what became of it. */
    private final class Sweeps {

        private final double[][] h;
        private final double[][] w;
        private final List<Double> errors = new ArrayList<>();

        Sweeps(double[][] h) {
            this.h = h;
            this.w = new double[cells.length][h.length];
        }

        double error() {
            return errors.isEmpty() ? Double.POSITIVE_INFINITY : errors.get(errors.size() - 1);
        }

        boolean isDone() {
            int n = errors.size();
            return n > 0 && error() <= EXACT || n > 1 && errors.get(n - 2) - error() <= tolerance * error();
        }

        /** Improves all of W, then all of H. */
        void sweep() {
            int r = h.length;
            FactorWeights solver = FactorWeights.of(h);
            double[][] cross = new double[r][h[0].length];
            double[][] gram = new double[r][r];
            for (int i = 0; i < cells.length; i++) {
                FactorWeights.descend(w[i], solver.products(cells[i]), solver.gram(), INNER);
                for (int f = 0; f < r; f++) {
                    if (w[i][f] == 0) continue;
                    for (int k = 0; k < cross[f].length; k++) cross[f][k] += w[i][f] * cells[i][k];
                    for (int g = 0; g < r; g++) gram[f][g] += w[i][f] * w[i][g];
                }
            }
            improve(cross, gram);
            sweeps++;
            errors.add(error(cross, gram));
        }

        /** @param cross {@code W' A} @param gram {@code W' W} */
        private void improve(double[][] cross, double[][] gram) {
            double[] column = new double[h.length];
            double[] products = new double[h.length];
            for (int k = 0; k < h[0].length; k++) {
                for (int f = 0; f < h.length; f++) {
                    column[f] = h[f][k];
                    products[f] = cross[f][k];
                }
                FactorWeights.descend(column, products, gram, INNER);
                for (int f = 0; f < h.length; f++) h[f][k] = column[f];
            }
        }

        /** Returns the relative error without forming W H. */
        private double error(double[][] cross, double[][] gram) {
            double[][] hh = FactorWeights.of(h).gram();
            double squared = energy;
            for (int f = 0; f < h.length; f++) {
                for (int k = 0; k < h[f].length; k++) squared -= 2 * cross[f][k] * h[f][k];
                for (int g = 0; g < h.length; g++) squared += gram[f][g] * hh[f][g];
            }
            return Math.sqrt(Math.max(0, squared) / energy);
        }
    }
}
