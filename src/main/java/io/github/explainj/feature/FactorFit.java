// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.problem.Problem;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The factors of a layer, that which explains most first.
 *
 * @param weights finds them in a cell
 * @param shares share of the energy that each explains; they add up to {@code 1 - error * error}
 * @param peaks largest weight of each in all cells
 * @param error {@code |A - W H| / |A|}
 * @param cells what they were found on
 * @param used how many of the cells
 * @param fit how it went
 */
record FactorFit(FactorWeights weights, double[] shares, double[] peaks, double error, FactorCells cells, int used,
        NonNegativeFactors.Fit fit) {

    /**
     * How it is done.
     *
     * @param layer for messages
     * @param factors how many
     */
    record Wanted(String layer, int factors, int iterations, double tolerance, long seed) {}

    /** @throws Problem A05 when there is nothing to factorise, A07 when more factors are wanted than there can be */
    static FactorFit of(FactorCells cells, Wanted wanted, IntPredicate stop) {
        float[][] rows = cells.rows();
        check(rows, cells, wanted);
        NonNegativeFactors.Fit fit = new NonNegativeFactors(rows, wanted.iterations(), wanted.tolerance(), stop)
                .find(wanted.factors(), wanted.seed());
        double[] explained = new double[wanted.factors()];
        double[] peaks = new double[wanted.factors()];
        double[] energies = measure(rows, FactorWeights.of(fit.factors()), explained, peaks);
        List<Integer> order = IntStream.range(0, explained.length).boxed().sorted(Comparator.comparingDouble(f -> -explained[f])).toList();
        double[][] factors = order.stream().map(f -> fit.factors()[f]).toArray(double[][]::new);
        double[] shares = order.stream().mapToDouble(f -> explained[f] / energies[0]).toArray();
        return new FactorFit(FactorWeights.of(factors), shares, order.stream().mapToDouble(f -> peaks[f]).toArray(),
                Math.sqrt(energies[1] / energies[0]), cells, rows.length, fit);
    }

    private static void check(float[][] rows, FactorCells cells, Wanted wanted) {
        if (Arrays.stream(rows).noneMatch(FactorFit::isActive))
            throw new Problem("A05", "layer=" + wanted.layer() + " has nothing to factorise: none of its activations on " + cells.images()
                    + " images is above 0. Name another layer, e.g. one behind a Relu.");
        int most = Math.min(rows.length, rows[0].length);
        if (wanted.factors() > most)
            throw new Problem("A07", "factor_count=" + wanted.factors() + " is not possible: layer " + wanted.layer() + " gives " + rows.length
                    + " cells of " + rows[0].length + " channels, of which no more than " + most + " factors can be made. Take fewer.");
    }

    private static boolean isActive(float[] cell) {
        for (float v : cell) if (v > 0) return true;
        return false;
    }

    /**
     * Adds up what each factor explains: {@code <A, w_f h_f>}, which at the best weights adds up to {@code |W H|^2}.
     *
     * @return the energy of the cells and that of what is left of them
     */
    private static double[] measure(float[][] rows, FactorWeights weights, double[] explained, double[] peaks) {
        double[] energies = new double[2];
        for (float[] row : rows) {
            double[] w = weights.of(row);
            double[] products = weights.products(row);
            for (int f = 0; f < w.length; f++) {
                explained[f] += w[f] * products[f];
                peaks[f] = Math.max(peaks[f], w[f]);
            }
            double[] squares = weights.left(row, w);
            energies[0] += squares[0];
            energies[1] += squares[1];
        }
        return energies;
    }
}
