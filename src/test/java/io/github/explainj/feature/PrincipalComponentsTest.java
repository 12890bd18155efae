// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Principal components against numpy's singular value decomposition of the centred vectors. */
class PrincipalComponentsTest {

    private static final double TOLERANCE = 1e-6;

    @Test
    void pointsAndVariancesAreThoseOfTheSvd() {
        comparedWithTheSvd("tall"); // by the covariance
        comparedWithTheSvd("wide"); // by the inner products
    }

    private static void comparedWithTheSvd(String name) {
        PrincipalComponents found = PrincipalComponents.of(Vectors.of(Stored.rows("pca_" + name)), Watch.NONE);
        double[][] expected = Stored.points("pca_" + name + "_points");
        double scale = Arrays.stream(expected).flatMapToDouble(Arrays::stream).map(Math::abs).max().orElseThrow();
        assertEquals(expected[0].length, found.variances().length);
        for (int i = 0; i < expected.length; i++)
            assertArrayEquals(expected[i], found.points()[i], TOLERANCE * scale, "point " + i);
        double[] variances = Arrays.stream(Stored.points("pca_" + name + "_variances")).mapToDouble(v -> v[0]).toArray();
        assertArrayEquals(variances, found.variances(), TOLERANCE * variances[0]);
        assertEquals(1, Arrays.stream(found.shares()).sum(), 1e-12);
    }

    @Test
    void bothWaysGiveTheSamePoints() {
        // 12 vectors of 12 elements go by the covariance, with a 13th of zeros by the inner products
        float[][] rows = Arrays.copyOf(Stored.rows("pca_tall"), 12);
        float[][] longer = Arrays.stream(rows).map(r -> Arrays.copyOf(r, 13)).toArray(float[][]::new);
        PrincipalComponents a = PrincipalComponents.of(Vectors.of(rows), Watch.NONE);
        PrincipalComponents b = PrincipalComponents.of(Vectors.of(longer), Watch.NONE);
        assertEquals(11, a.variances().length);
        for (int i = 0; i < rows.length; i++) assertArrayEquals(a.points()[i], b.points()[i], 1e-6, "point " + i);
    }

    @Test
    void distancesStayAsTheyWere() {
        float[][] rows = Stored.rows("pca_wide");
        double[][] points = PrincipalComponents.of(Vectors.of(rows), Watch.NONE).points();
        double expected = 0;
        for (int d = 0; d < rows[0].length; d++) expected += Math.pow((double) rows[3][d] - rows[8][d], 2);
        assertEquals(expected, NearestPoints.distances(points, 3)[8], 1e-9 * expected);
    }

    @Test
    void longVectorsAreReadInSeveralPasses() {
        Random random = new Random(1);
        float[][] rows = new float[40][150_000];
        for (float[] r : rows) for (int d = 0; d < r.length; d++) r[d] = random.nextFloat();
        PrincipalComponents found = PrincipalComponents.of(Vectors.of(rows), Watch.NONE);
        assertEquals(39, found.variances().length);
        double expected = 0;
        for (int d = 0; d < rows[0].length; d++) expected += Math.pow((double) rows[0][d] - rows[1][d], 2);
        assertEquals(expected, NearestPoints.distances(found.points(), 0)[1], 1e-9 * expected);
    }

    @Test
    void equalVectorsHaveNoComponents() {
        float[][] rows = {{1, 2, 3, 4}, {1, 2, 3, 4}, {1, 2, 3, 4}};
        PrincipalComponents found = PrincipalComponents.of(Vectors.of(rows), Watch.NONE);
        assertEquals(0, found.variances().length);
        assertTrue(found.total() < 1e-12);
    }
}
