// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.tensor.Npy;
import io.github.explainj.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Factorisations with a known answer, and against scikit-learn 1.2.1 (NMF, max_iter 5000, tol 1e-9). */
class NonNegativeFactorsTest {

    private static final Path FOLDER = Path.of("src", "test", "resources", "nmf");

    private static NonNegativeFactors.Fit find(float[][] cells, int factors, int iterations, double tolerance, long seed) {
        return new NonNegativeFactors(cells, iterations, tolerance, sweeps -> false).find(factors, seed);
    }

    private static double error(NonNegativeFactors.Fit fit) {
        return fit.errors().get(fit.errors().size() - 1);
    }

    /** Each factor has a channel and each image cells of its own, so that there is one answer only. */
    private static float[][] planted(double[][] factors, int cells, Random random) {
        float[][] rows = new float[cells][factors[0].length];
        for (int i = 0; i < cells; i++)
            for (int f = 0; f < factors.length; f++) {
                double weight = i < 3 * factors.length ? i % factors.length == f ? 1 + random.nextDouble() : 0
                        : random.nextDouble() < 0.5 ? random.nextDouble() : 0;
                for (int k = 0; k < factors[f].length; k++) rows[i][k] += weight * factors[f][k];
            }
        return rows;
    }

    @Test
    void plantedFactorsAreFoundAgain() {
        Random random = new Random(3);
        double[][] factors = new double[4][17];
        for (int f = 0; f < 4; f++)
            for (int k = 0; k < 17; k++) factors[f][k] = k < 4 ? k == f ? 2 : 0 : random.nextDouble();
        NonNegativeFactors.Fit fit = find(planted(factors, 211, random), 4, 3000, 0, 1);
        assertTrue(error(fit) < 1e-5, "relative error " + error(fit));
        for (double[] wanted : factors) {
            double length = Math.sqrt(Arrays.stream(wanted).map(v -> v * v).sum());
            double best = Arrays.stream(fit.factors()).mapToDouble(found -> cosine(found, wanted) / length).max().getAsDouble();
            assertEquals(1, best, 1e-6, "cosine with the planted factor");
        }
    }

    private static double cosine(double[] unit, double[] other) {
        double sum = 0;
        for (int k = 0; k < unit.length; k++) sum += unit[k] * other[k];
        return sum;
    }

    @Test
    void noSweepMakesTheErrorLarger() {
        for (String name : List.of("noisy", "random", "relu")) {
            List<Double> errors = find(rows(name), 6, 400, 0, 5).errors();
            for (int i = 1; i < errors.size(); i++)
                assertTrue(errors.get(i) <= errors.get(i - 1) * (1 + 1e-12), name + " sweep " + i + ": " + errors.get(i - 1) + " then " + errors.get(i));
        }
    }

    @Test
    void theErrorIsThatOfTheProduct() {
        float[][] rows = rows("relu");
        NonNegativeFactors.Fit fit = find(rows, 3, 500, 1e-9, 2);
        FactorWeights weights = FactorWeights.of(fit.factors());
        double whole = 0;
        double left = 0;
        for (float[] row : rows) {
            double[] squares = weights.left(row, weights.of(row));
            whole += squares[0];
            left += squares[1];
        }
        assertEquals(Math.sqrt(left / whole), error(fit), 1e-6);
    }

    @Test
    void theErrorIsAsSmallAsScikitLearns() throws IOException {
        int compared = 0;
        for (String line : Files.readAllLines(FOLDER.resolve("sklearn.csv")).stream().skip(1).toList()) {
            String[] parts = line.split(",");
            float[][] rows = rows(parts[0]);
            double theirs = Double.parseDouble(parts[2]);
            double energy = Double.parseDouble(parts[4]);
            for (long seed = 0; seed < 3; seed++) {
                double ours = Math.pow(error(find(rows, Integer.parseInt(parts[1]), 300, 1e-5, seed)), 2) * energy;
                System.out.printf("%s, %s factors, seed %d: ours %.6g, theirs %.6g, ratio %.5f%n", parts[0], parts[1], seed, ours, theirs, ours / theirs);
                assertTrue(ours <= 1.02 * theirs, line + " seed " + seed + ": " + ours);
                assertTrue(ours >= 0.99 * Double.parseDouble(parts[3]), "less than the best of eight runs: " + ours);
                compared++;
            }
        }
        assertEquals(27, compared);
    }

    @Test
    void theSameSeedGivesTheSameFactors() {
        double[][] one = find(rows("noisy"), 4, 50, 1e-5, 9).factors();
        double[][] two = find(rows("noisy"), 4, 50, 1e-5, 9).factors();
        for (int f = 0; f < 4; f++) assertArrayEquals(one[f], two[f], 0);
    }

    @Test
    void itEndsWhenItIsToldToAndNeverRunsLongerThanItSays() {
        int[] asked = {0};
        NonNegativeFactors.Fit fit = new NonNegativeFactors(rows("random"), 40, 0, sweeps -> {
            asked[0] = Math.max(asked[0], sweeps);
            return false;
        }).find(4, 0);
        assertEquals(40, fit.errors().size());
        assertTrue(asked[0] < NonNegativeFactors.most(40) && asked[0] >= NonNegativeFactors.most(40) - 2, asked[0] + " sweeps");
        assertEquals(0, new NonNegativeFactors(rows("random"), 40, 0, sweeps -> true).find(4, 0).errors().size());
    }

    @Test
    void moreFactorsThanThereAreLeaveSomeUnused() {
        // of rank one: what one factor explains leaves nothing to others
        float[][] rows = {{1, 2, 0}, {2, 4, 0}, {3, 6, 0}};
        NonNegativeFactors.Fit fit = find(rows, 3, 200, 1e-9, 0);
        assertTrue(error(fit) < 1e-7, "error " + error(fit));
        for (double[] factor : fit.factors()) for (double v : factor) assertTrue(v >= 0 && Double.isFinite(v), "entry " + v);
    }

    private static float[][] rows(String name) {
        Tensor t = Npy.read(FOLDER.resolve(name + ".npy"));
        float[][] rows = new float[t.size(0)][];
        for (int i = 0; i < rows.length; i++) rows[i] = Arrays.copyOfRange(t.data(), i * t.size(1), (i + 1) * t.size(1));
        return rows;
    }
}
