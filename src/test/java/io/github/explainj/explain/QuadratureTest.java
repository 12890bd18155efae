// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QuadratureTest {

    @Test
    void threeGaussNodesAreTheTextbooks() {
        Quadrature q = Quadrature.gauss(3);
        double off = Math.sqrt(0.6) / 2;
        List<Double> nodes = List.of(0.5 - off, 0.5, 0.5 + off);
        List<Double> weights = List.of(5 / 18.0, 8 / 18.0, 5 / 18.0);
        for (int i = 0; i < 3; i++) {
            assertEquals(nodes.get(i), q.nodes().get(i), 1e-14);
            assertEquals(weights.get(i), q.weights().get(i), 1e-14);
        }
    }

    @Test
    void gaussIsExactToDegreeTwoNLessOne() {
        for (int n : new int[] {1, 2, 5, 20, 50})
            for (int degree = 0; degree < 2 * n; degree++) assertEquals(1.0 / (degree + 1), integral(Quadrature.gauss(n), degree), 1e-13);
        assertTrue(Math.abs(integral(Quadrature.gauss(2), 4) - 0.2) > 1e-3, "and not beyond");
    }

    @Test
    void manyNodesStayInOrderAndAddUpToOne() {
        for (int n : new int[] {50, 200, 1024}) {
            Quadrature q = Quadrature.gauss(n);
            assertEquals(1, q.weights().stream().mapToDouble(w -> w).sum(), 1e-12);
            for (int i = 1; i < n; i++) assertTrue(q.nodes().get(i) > q.nodes().get(i - 1));
            assertTrue(q.nodes().get(0) > 0 && q.nodes().get(n - 1) < 1);
        }
    }

    @Test
    void midpointsLieInTheMiddles() {
        assertEquals(List.of(0.125, 0.375, 0.625, 0.875), Quadrature.midpoint(4).nodes());
        assertEquals(List.of(0.25, 0.25, 0.25, 0.25), Quadrature.midpoint(4).weights());
    }

    private static double integral(Quadrature q, int degree) {
        return IntStream.range(0, q.nodes().size())
                .mapToDouble(i -> q.weights().get(i) * Math.pow(q.nodes().get(i), degree)).sum();
    }
}
