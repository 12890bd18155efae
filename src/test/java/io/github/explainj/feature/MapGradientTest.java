// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The cost of a map and its gradient: against scikit-learn, central differences and the sum over all pairs. */
class MapGradientTest {

    @Test
    void affinitiesAreThoseOfScikitLearn() {
        // whose own search for the width stops at 1e-5 of the entropy, in float
        Affinities found = Affinities.of(Stored.points("pca_tall"), 8, 39);
        double[][] expected = Stored.points("tsne_p");
        for (int i = 0; i < 40; i++)
            for (int k = 0; k < 39; k++)
                assertEquals(expected[i][found.others()[i][k]], found.p()[i][k], 1e-6, i + ", " + found.others()[i][k]);
    }

    @Test
    void costAndGradientAreThoseOfScikitLearn() throws IOException {
        double[] map = flat(Stored.points("map"));
        MapGradient gradient = new MapGradient(dense(Stored.points("tsne_p")), Repulsion::ofPairs);
        double[] expected = flat(Stored.points("tsne_gradient"));
        assertArrayEquals(expected, gradient.at(map, 1), 1e-7);
        assertEquals(Double.parseDouble(Stored.csv("tsne_cost").get(0)[0]), gradient.divergence(map), 1e-6);
    }

    @Test
    void gradientIsTheCostsCentralDifference() {
        double[][] points = random(10, 4, 1);
        MapGradient gradient = new MapGradient(Affinities.of(points, 3, 9), Repulsion::ofPairs);
        double[] map = flat(random(10, 2, 2));
        double[] found = gradient.at(map, 1);
        double step = 1e-5;
        for (int a = 0; a < map.length; a++) {
            double[] up = map.clone();
            double[] down = map.clone();
            up[a] += step;
            down[a] -= step;
            double expected = (gradient.divergence(up) - gradient.divergence(down)) / (2 * step);
            assertEquals(expected, found[a], 1e-8, "coordinate " + a);
        }
    }

    @Test
    void treeWithThetaZeroIsTheSumOverAllPairs() {
        double[] map = flat(random(500, 2, 3));
        System.arraycopy(map, 0, map, 20, 10); // some points lie on each other
        System.arraycopy(map, 0, map, 40, 10);
        Affinities p = Affinities.of(random(500, 5, 4), 20, 60);
        double[] exact = new MapGradient(p, Repulsion::ofPairs).at(map, 1);
        double[] tree = new MapGradient(p, m -> new QuadTree(m, 0)).at(map, 1);
        assertArrayEquals(exact, tree, 1e-12);
    }

    @Test
    void treeWithThetaOneHalfIsNearTheExactPush() {
        double[] map = flat(random(3000, 2, 5));
        Repulsion exact = Repulsion.ofPairs(map);
        Repulsion tree = new QuadTree(map, Tsne.THETA);
        double off = 0;
        double all = 0;
        double sums = 0;
        double treeSums = 0;
        for (int i = 0; i < 3000; i++) {
            double[] a = new double[2];
            double[] b = new double[2];
            sums += exact.on(map[2 * i], map[2 * i + 1], a);
            treeSums += tree.on(map[2 * i], map[2 * i + 1], b);
            off += Math.pow(a[0] - b[0], 2) + Math.pow(a[1] - b[1], 2);
            all += a[0] * a[0] + a[1] * a[1];
        }
        double deviation = Math.sqrt(off / all);
        System.out.println("Barnes-Hut: forces off by " + deviation + ", sum by " + (treeSums / sums - 1));
        assertTrue(deviation < 0.03, "forces off by " + deviation);
        assertEquals(1, treeSums / sums, 0.01);
        assertTrue(deviation > 1e-9, "the tree did not summarise");
    }

    @Test
    void perplexityIsTheEntropyOfEachNeighbourhood() {
        // before both directions are averaged it cannot be seen; of equally spaced points on a circle they are equal
        double[][] circle = new double[60][];
        for (int i = 0; i < 60; i++) circle[i] = new double[] {Math.cos(i * Math.PI / 30), Math.sin(i * Math.PI / 30)};
        double[] p = Affinities.of(circle, 12, 59).p()[0];
        double entropy = Arrays.stream(p).map(v -> v * 60).map(v -> -v * Math.log(v)).sum();
        assertEquals(12, Math.exp(entropy), 1e-6);
    }

    private static Affinities dense(double[][] p) {
        int[][] others = new int[p.length][p.length];
        for (int[] row : others) Arrays.setAll(row, j -> j);
        return new Affinities(others, p);
    }

    static double[][] random(int n, int dimensions, long seed) {
        Random random = new Random(seed);
        double[][] points = new double[n][dimensions];
        for (double[] p : points) Arrays.setAll(p, d -> 3 * random.nextGaussian());
        return points;
    }

    static double[] flat(double[][] points) {
        return Arrays.stream(points).flatMapToDouble(Arrays::stream).toArray();
    }
}
