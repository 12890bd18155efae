// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Maps of clusters that are apart. */
class TsneTest {

    @Test
    void clustersStayApart() {
        double[][] points = clusters(300, 6);
        Tsne.Embedding found = new Tsne(30, 1000, 1).of(points, Watch.NONE);
        assertEquals(1, purity(points, found, 6), 0.01);
        assertEquals(1000, found.iterations());
    }

    @Test
    void theSameSeedGivesTheSameBytesAndAnotherOthers() {
        double[][] points = clusters(200, 3);
        double[] first = new Tsne(20, 300, 7).of(points, Watch.NONE).map();
        assertArrayEquals(first, new Tsne(20, 300, 7).of(points, Watch.NONE).map());
        assertFalse(Arrays.equals(first, new Tsne(20, 300, 8).of(points, Watch.NONE).map()));
    }

    @Test
    void fiveThousandPointsGoByTheTree() {
        double[][] points = clusters(5000, 10);
        long start = System.nanoTime();
        Tsne.Embedding found = new Tsne(30, 120, 1).of(points, Watch.NONE);
        System.out.printf("t-SNE of 5000 points, 120 iterations: %.1f s%n", (System.nanoTime() - start) * 1e-9);
        assertTrue(purity(points, found, 10) > 0.95);
        assertTrue(Arrays.stream(found.map()).allMatch(Double::isFinite));
    }

    @Test
    void theTreeGivesTheSameBytesToo() {
        double[][] points = clusters(Tsne.EXACT + 1, 4);
        double[] first = new Tsne(10, 20, 7).of(points, Watch.NONE).map();
        assertArrayEquals(first, new Tsne(10, 20, 7).of(points, Watch.NONE).map());
    }

    @Test
    void tellsEachIterationAndStopsWithinOne() {
        List<Long> told = new ArrayList<>();
        Tsne.Embedding found = new Tsne(5, 100, 1).of(clusters(50, 2), (done, total) -> {
            told.add(done);
            return done < 10;
        });
        assertEquals(11, told.size());
        assertEquals(10, found.iterations());
    }

    @Test
    void perplexityIsAtMostAThirdOfTheOthers() {
        assertEquals(3, new Tsne(30, 10, 1).of(clusters(10, 2), Watch.NONE).perplexity());
    }

    @Test
    void equalPointsPart() {
        double[][] points = new double[20][1];
        for (int i = 10; i < 20; i++) points[i][0] = 1;
        double[] map = new Tsne(5, 250, 1).of(points, Watch.NONE).map();
        assertTrue(Arrays.stream(map).allMatch(Double::isFinite));
        assertEquals(20, Arrays.stream(map).filter(v -> v != 0).distinct().count() / 2);
    }

    private static double[][] clusters(int n, int classes) {
        Random random = new Random(5);
        double[][] centres = new double[classes][20];
        for (double[] c : centres) Arrays.setAll(c, d -> 4 * random.nextGaussian());
        double[][] points = new double[n][20];
        for (int i = 0; i < n; i++) {
            double[] centre = centres[i % classes];
            Arrays.setAll(points[i], d -> centre[d] + random.nextGaussian());
        }
        return points;
    }

    private static double purity(double[][] points, Tsne.Embedding found, int classes) {
        double[][] map = new double[points.length][];
        List<String> names = new ArrayList<>();
        for (int i = 0; i < map.length; i++) {
            map[i] = new double[] {found.map()[2 * i], found.map()[2 * i + 1]};
            names.add("class " + i % classes);
        }
        return MapQuality.of(points, map, names, 10, Watch.NONE).mapPurity();
    }
}
