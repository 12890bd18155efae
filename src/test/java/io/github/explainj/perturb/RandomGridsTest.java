// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.perturb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomGridsTest {

    @Test
    void aGridIsEnlargedAsTheOriginalGeneratorDoes() {
        // scipy.ndimage.zoom([1, 0, 1], 16 / 3, order=1, mode='mirror', grid_mode=True): what
        // skimage.transform.resize(order=1, mode='reflect') calls for 3 cells of 4 pixels, plus one
        double[] whole = {0.59375, 0.78125, 0.96875, 0.84375, 0.65625, 0.46875, 0.28125, 0.09375,
            0.09375, 0.28125, 0.46875, 0.65625, 0.84375, 0.96875, 0.78125, 0.59375};
        boolean[] seen = new boolean[4];
        for (int i = 0; i < 400; i++) {
            float[] m = new float[12];
            new RandomGrids(List.of(12), List.of(3), 400, 0.5, 1).write(i, m);
            for (int shift = 0; shift < 4; shift++) if (matches(m, whole, shift)) seen[shift] = true;
        }
        assertArrayEquals(new boolean[] {true, true, true, true}, seen, "the grid 1 0 1 occurs at every shift");
    }

    private static boolean matches(float[] m, double[] whole, int shift) {
        for (int p = 0; p < m.length; p++) if (Math.abs(m[p] - whole[p + shift]) > 1e-6) return false;
        return true;
    }

    @Test
    void anEnlargedSquareGridMatchesScipy() {
        // rows 0 and 4 of scipy.ndimage.zoom([[1,0,1],[0,0,1],[1,1,0]], 8/3, order=1, mode='mirror', grid_mode=True)
        float[] row0 = {0.4727f, 0.6445f, 0.3867f, 0.1289f, 0.1875f, 0.5625f};
        float[] row4 = {0.1875f, 0.1875f, 0.1875f, 0.1875f, 0.3047f, 0.5391f};
        RandomGrids grids = new RandomGrids(List.of(6, 6), List.of(3, 3), 100_000, 0.5, 3);
        float[] m = new float[36];
        boolean found = false;
        for (int i = 0; i < grids.count() && !found; i++) {
            grids.write(i, m);
            found = close(m, 0, row0) && close(m, 24, row4);
        }
        assertTrue(found, "one mask in 2048 is this one");
    }

    private static boolean close(float[] m, int at, float[] row) {
        for (int p = 0; p < row.length; p++) if (Math.abs(m[at + p] - row[p]) > 6e-5) return false;
        return true;
    }

    @Test
    void masksStayBetween0And1AndShowTheShareThatIsKept() {
        for (List<Integer> size : List.of(List.of(50), List.of(31, 45), List.of(5, 16, 17))) {
            List<Integer> cells = size.stream().map(s -> 4).toList();
            RandomGrids grids = new RandomGrids(size, cells, 1000, 0.3, 9);
            float[] m = new float[size.stream().reduce(1, (a, b) -> a * b)];
            double sum = 0;
            Set<Integer> different = new HashSet<>();
            for (int i = 0; i < grids.count(); i++) {
                grids.write(i, m);
                for (float v : m) {
                    assertTrue(v >= 0 && v <= 1, "value " + v);
                    sum += v;
                }
                different.add(java.util.Arrays.hashCode(m));
            }
            assertEquals(0.3, sum / m.length / grids.count(), 0.02);
            assertTrue(different.size() > (size.size() == 1 ? 150 : 990), different.size() + " different masks");
        }
    }

    @Test
    void aMaskDependsOnItsSeedAndIndexAlone() {
        float[] a = new float[100];
        float[] b = new float[100];
        new RandomGrids(List.of(10, 10), List.of(5, 5), 10, 0.5, 4).write(7, a);
        new RandomGrids(List.of(10, 10), List.of(5, 5), 1000, 0.5, 4).write(7, b);
        assertArrayEquals(a, b);
    }

    @Test
    void sumsOfMasksAreThoseOfTheMasksAddedOneByOne() {
        for (List<Integer> size : List.of(List.of(37), List.of(31, 45), List.of(5, 16, 17))) {
            List<Integer> cells = size.stream().map(s -> s % 2 == 0 ? 1 : 4).toList();
            RandomGrids grids = new RandomGrids(size, cells, 300, 0.5, 2);
            int n = size.stream().reduce(1, (a, b) -> a * b);
            double[][] weights = new double[2][300];
            for (int k = 0; k < 300; k++) {
                weights[0][k] = Math.sin(k);
                weights[1][k] = k;
            }
            double[][] sums = grids.sums(n, weights);
            double[][] slow = new MaskSums(grids, n, false).of(weights);
            double[] byHand = new double[n];
            float[] m = new float[n];
            for (int k = 0; k < 300; k++) {
                grids.write(k, m);
                for (int i = 0; i < n; i++) byHand[i] += weights[0][k] * m[i];
            }
            assertArrayEquals(byHand, sums[0], 1e-4);
            assertArrayEquals(byHand, slow[0], 1e-4);
            assertArrayEquals(slow[1], sums[1], 1e-1);
            assertArrayEquals(sums[1], grids.sums(n, weights)[1], 0);
        }
    }

    @Test
    void cellsAreNumbersOrSizes() {
        Grid volume = new Grid(1, List.of(10, 100, 200), List.of(2.0, 0.5, 0.5));
        assertArrayEquals(new int[] {8, 8, 8}, Cells.parse("8").resolve(volume));
        assertArrayEquals(new int[] {4, 8, 9}, Cells.parse("4,8,9").resolve(volume));
        assertArrayEquals(new int[] {2, 5, 10}, Cells.parse("10um").resolve(volume));
        assertArrayEquals(new int[] {10, 64, 64}, Cells.parse("64").resolve(volume));
        assertEquals("4,8.5um", Cells.parse(" 4, 8.50 um").toString());
    }
}
