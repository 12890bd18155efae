// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

/**
 * Finds how much of each factor is in a cell: non-negative weights {@code w} for which {@code |a - w H|} is least,
 * by coordinate descent (each weight in turn is set to its best value, which has a closed form).
 *
 * @param factors H {@code [r][K]}
 * @param gram {@code H H'}, {@code [r][r]}
 */
record FactorWeights(double[][] factors, double[][] gram) {

    private static final int MOST_PASSES = 2000;
    private static final double STILL = 1e-12;

    static FactorWeights of(double[][] factors) {
        int r = factors.length;
        double[][] gram = new double[r][r];
        for (int f = 0; f < r; f++)
            for (int g = 0; g <= f; g++) {
                double sum = 0;
                for (int k = 0; k < factors[f].length; k++) sum += factors[f][k] * factors[g][k];
                gram[f][g] = sum;
                gram[g][f] = sum;
            }
        return new FactorWeights(factors, gram);
    }

    /** Returns the products of a cell {@code [K]} with each factor. */
    double[] products(float[] cell) {
        double[] products = new double[factors.length];
        for (int f = 0; f < products.length; f++) {
            double sum = 0;
            for (int k = 0; k < cell.length; k++) sum += cell[k] * factors[f][k];
            products[f] = sum;
        }
        return products;
    }

    /** Returns the best weights of a cell {@code [K]}. */
    double[] of(float[] cell) {
        double[] weights = new double[factors.length];
        descend(weights, products(cell), gram, MOST_PASSES);
        return weights;
    }

    /** Returns the squared length of a cell, and of what weights leave of it. */
    double[] left(float[] cell, double[] weights) {
        double whole = 0;
        double left = 0;
        for (int k = 0; k < cell.length; k++) {
            double rest = cell[k];
            for (int f = 0; f < weights.length; f++) rest -= weights[f] * factors[f][k];
            whole += (double) cell[k] * cell[k];
            left += rest * rest;
        }
        return new double[] {whole, left};
    }

    /**
     * Improves weights until they stand still.
     *
     * @param weights {@code [r]}, changed
     * @param products {@code [r]}
     * @param most passes at most
     */
    static void descend(double[] weights, double[] products, double[][] gram, int most) {
        for (int pass = 0; pass < most; pass++) {
            double change = 0;
            double largest = 0;
            for (int f = 0; f < weights.length; f++) {
                if (!(gram[f][f] > 0)) continue;
                double slope = products[f];
                for (int g = 0; g < weights.length; g++) slope -= gram[f][g] * weights[g];
                double better = Math.max(0, weights[f] + slope / gram[f][f]);
                change = Math.max(change, Math.abs(better - weights[f]));
                largest = Math.max(largest, better);
                weights[f] = better;
            }
            if (change <= STILL * largest) return;
        }
    }
}
