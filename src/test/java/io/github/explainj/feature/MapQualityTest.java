// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Trustworthiness against scikit-learn; purity by hand. */
class MapQualityTest {

    @Test
    void trustworthinessIsThatOfScikitLearn() throws IOException {
        double[][] space = Stored.points("pca_tall");
        double[][] map = Stored.points("map");
        for (String[] line : Stored.csv("trustworthiness")) {
            int k = Integer.parseInt(line[0]);
            MapQuality found = MapQuality.of(space, map, Collections.nCopies(40, ""), k, Watch.NONE);
            assertEquals(Double.parseDouble(line[1]), found.trustworthiness(), 1e-9, "k = " + k);
            assertTrue(Double.isNaN(found.mapPurity()));
        }
    }

    @Test
    void aMapThatKeepsAllNeighboursIsTrusted() {
        double[][] map = Stored.points("map");
        assertEquals(1, MapQuality.of(map, map, Collections.nCopies(40, ""), 10, Watch.NONE).trustworthiness());
    }

    @Test
    void purityCountsTheNearestOfThePointsOwnClass() {
        // in space a a b b on a line; on the map a b a b
        double[][] space = {{0}, {1}, {10}, {11}};
        double[][] map = {{0, 0}, {10, 0}, {1, 0}, {11, 0}};
        MapQuality found = MapQuality.of(space, map, List.of("a", "a", "b", "b"), 1, Watch.NONE);
        assertEquals(1, found.spacePurity());
        assertEquals(0, found.mapPurity());
        // the third has no class: it is nobody's neighbour, and not asked
        MapQuality three = MapQuality.of(space, map, List.of("a", "a", "", "b"), 2, Watch.NONE);
        assertEquals((1 + 1.0 / 1 + 0) / 3, three.spacePurity(), 1e-12);
    }

    @Test
    void nearestAreThoseOfAPlainSort() {
        double[] distances = {4, 0, 1, 1, 9, 1, 2};
        assertArrayEquals(new int[] {2, 3}, NearestPoints.of(distances, 1, 2));
        assertArrayEquals(new int[] {2, 3, 5, 6}, NearestPoints.of(distances, 1, 4));
        assertArrayEquals(new int[] {0, 2, 3, 4, 5, 6}, NearestPoints.of(distances, 1, 6));
    }
}
