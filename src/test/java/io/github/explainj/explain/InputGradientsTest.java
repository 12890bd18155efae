// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.onnx.Value;
import io.github.explainj.probe.Sample;
import io.github.explainj.problem.Problem;
import io.github.explainj.registry.Registry;
import io.github.explainj.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InputGradientsTest {

    private static final float[] W = {1, -2, 3, 0, 5, -6, 7, 8};
    private static final Tensor X = new Tensor(new float[] {4, 3, 2, 1, -1, -2, -3, -4}, 1, 2, 2, 2);

    static List<Finding> explain(String method, Map<String, String> values, FakeProbe probe, Tensor x) {
        return Registry.of(Explainer.class).create(method, values).explain(probe, Sample.of(x), Regions.NONE);
    }

    static Finding.Attribution map(List<Finding> found, String name) {
        return found.stream().filter(f -> f.name().equals(name)).map(Finding.Attribution.class::cast).findFirst().orElseThrow();
    }

    @Test
    void saliencyOfALinearModelIsItsWeights() {
        Finding.Attribution map = map(explain("saliency", Map.of(), FakeProbe.of(FakeProbe.linear(W, 3)), X), "saliency");
        assertArrayEquals(W, map.map().data(), 1e-4f);
        assertArrayEquals(new int[] {1, 2, 2, 2}, map.map().shape());
        assertTrue(map.signed());
        // 4 - 6 + 6 + 0 - 5 + 12 - 21 - 32 + 3
        assertEquals(-39.0, (Double) map.facts().get("score"), 1e-4);
    }

    @Test
    void inputTimesGradientOfALinearModelAddsUpToItsScoreWithoutTheOffset() {
        Finding.Attribution map = map(explain("input_x_gradient", Map.of(), FakeProbe.of(FakeProbe.linear(W, 3)), X),
                "input_x_gradient");
        assertArrayEquals(new float[] {4, -6, 6, 0, -5, 12, -21, -32}, map.map().data(), 1e-3f);
    }

    @Test
    void gradientMethodsSayThatTheyNeedGradients() {
        for (String m : List.of("saliency", "input_x_gradient", "smooth_grad", "square_grad", "var_grad",
                "integrated_gradients", "expected_gradients", "guided_backprop", "deconvnet"))
            assertTrue(Registry.of(Explainer.class).create(m, Map.of()).needsGradients(), m);
        assertFalse(new Occlusion().needsGradients());
    }

    @Test
    void channelsAreReducedBesideTheMapAndNotInIt() {
        FakeProbe probe = FakeProbe.of(FakeProbe.linear(W, 0));
        assertEquals(1, explain("saliency", Map.of(), probe, X).size());
        for (String show : List.of("signed_sum", "max_abs", "sum_abs")) {
            List<Finding> found = explain("saliency", Map.of("show", show), probe, X);
            assertArrayEquals(W, map(found, "saliency").map().data(), 1e-4f);
            float[] expected = switch (show) {
                case "signed_sum" -> new float[] {6, -8, 10, 8};
                case "max_abs" -> new float[] {5, 6, 7, 8};
                default -> new float[] {6, 8, 10, 8};
            };
            Finding.Attribution reduced = map(found, "saliency_" + show);
            assertArrayEquals(expected, reduced.map().data(), 1e-4f, show);
            assertArrayEquals(new int[] {1, 1, 2, 2}, reduced.map().shape());
            assertEquals(show.equals("signed_sum"), reduced.signed());
        }
    }

    @Test
    void aCancelledGradientIsNotANumberAndPartial() {
        FakeProbe stopped = new FakeProbe(List.of(FakeProbe.linear(W, 0), FakeProbe.linear(W, 1)), 0);
        List<Finding> found = explain("saliency", Map.of(), stopped, X);
        assertEquals(2, found.size());
        for (Finding f : found) {
            assertEquals(true, f.facts().get("partial"));
            for (float v : ((Finding.Attribution) f).map().data()) assertTrue(Float.isNaN(v));
        }
    }

    @Test
    void anInnerTensorsGradientComesInItsOwnShape() {
        Net net = RectifiersTest.net(Value::relu);
        String hidden = net.graph().nodes().stream().filter(n -> n.op().equals("Relu")).findFirst().orElseThrow().outputs().get(0);
        Tensor x = new Tensor(new float[] {1, 2}, 1, 2, 1, 1);
        Finding.Inner inner = (Finding.Inner) net.explain("saliency", Map.of("wrt", hidden), "index:0,0,0", x).get(0);
        assertEquals(new Tensor(new float[] {3, 1, -2}, 1, 3, 1, 1), inner.values());
        assertEquals("saliency", inner.name());
        assertEquals(hidden, inner.tensor());
        assertTrue(inner.remark().isEmpty(), inner.facts().toString());
        // the input by its own name is the input
        Finding named = net.explain("saliency", Map.of("wrt", "x"), "index:0,0,0", x).get(0);
        assertArrayEquals(new float[] {4, -3}, ((Finding.Attribution) named).map().data(), 1e-5f);
        Problem p = assertThrows(Problem.class, () -> net.explain("saliency", Map.of("wrt", "hiden"), "index:0,0,0", x));
        assertTrue(p.code().equals("A05") && p.getMessage().contains("hiden"), p.getMessage());
    }
}
