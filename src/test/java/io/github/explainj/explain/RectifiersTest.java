// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.onnx.Value;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Guided backpropagation and deconvnet on a net of two layers that is solved by hand. */
class RectifiersTest {

    private static final Tensor X = new Tensor(new float[] {1, 2}, 1, 2, 1, 1);
    private static final String TARGET = "index:0,0,0";

    /** h = (x1 - x2, 2 x1 + x2, -x1 + 2 x2), y = 3 a1 + a2 - 2 a3. */
    static Net net(UnaryOperator<Value> activation) {
        return Net.of(2, 1, 1, x -> Net.mixed(activation.apply(Net.mixed(x, new float[][] {{1, -1}, {2, 1}, {-1, 2}})),
                new float[][] {{3, 1, -2}, {-1, 2, 1}}));
    }

    private static float[] map(String method, Net net, Map<String, String> settings) {
        return net.map(method, settings, TARGET, X).map().data();
    }

    @Test
    void theThreeWaysBackThroughARelu() {
        // h = (-1, 4, 3); what reaches it is (3, 1, -2)
        Net net = net(Value::relu);
        // (0, 1, -2) goes on: 2 * 1 - 1 * -2 and 1 * 1 + 2 * -2
        assertArrayEquals(new float[] {4, -3}, map("saliency", net, Map.of()), 1e-5f);
        // (0, 1, 0)
        assertArrayEquals(new float[] {2, 1}, map("guided_backprop", net, Map.of()), 1e-5f);
        // (3, 1, 0): 3 * 1 + 2 * 1 and 3 * -1 + 1
        assertArrayEquals(new float[] {5, -2}, map("deconvnet", net, Map.of()), 1e-5f);
    }

    @Test
    void aClipFromZeroIsARectifierOnRequest() {
        // the upper bound 3.5 stops the second of (-1, 4, 3) always
        Net net = net(h -> h.clip(0, 3.5f));
        Map<String, String> both = Map.of("rectifiers", "relu_and_clip");
        assertArrayEquals(new float[] {2, -4}, map("saliency", net, Map.of()), 1e-5f);
        assertArrayEquals(new float[] {0, 0}, map("guided_backprop", net, both), 1e-5f);
        assertArrayEquals(new float[] {3, -3}, map("deconvnet", net, both), 1e-5f);
        Problem p = assertThrows(Problem.class, () -> map("guided_backprop", net, Map.of()));
        assertTrue(p.code().equals("M13") && p.getMessage().contains("Clip") && p.getMessage().contains("relu_and_clip"), p.getMessage());
    }

    @Test
    void aClipThatIsNoRectifierIsLeftAlone() {
        Net net = net(h -> h.clip(-1.5f, 10).relu());
        assertArrayEquals(new float[] {2, 1}, map("guided_backprop", net, Map.of("rectifiers", "relu_and_clip")), 1e-5f);
    }

    @Test
    void whatIsLeftAloneIsListedAndTheMethodSaysWhatIsKnownAgainstIt() {
        Net net = net(h -> h.relu().builder().op("Tanh", h.relu()));
        Map<String, Object> facts = net.map("deconvnet", Map.of(), TARGET, X).facts();
        assertEquals(Map.of("Tanh", 1), facts.get("activations_left_alone"));
        assertTrue(String.valueOf(facts.get("caution")).contains("edge detector"), facts.toString());
    }

    @Test
    void aMapThatIsZeroEverywhereSaysSo() {
        // the only unit is off: h = -1
        Net dead = Net.of(2, 1, 1, x -> Net.mixed(Net.mixed(x, new float[][] {{1, -1}}).relu(), new float[][] {{3}, {-1}}));
        for (String method : new String[] {"saliency", "guided_backprop"}) {
            Finding.Attribution map = dead.map(method, Map.of(), TARGET, X);
            assertArrayEquals(new float[2], map.map().data());
            assertTrue(map.remark().orElse("").contains("zero everywhere"), map.facts().toString());
        }
        assertTrue(net(Value::relu).map("saliency", Map.of(), TARGET, X).remark().isEmpty());
        assertTrue(net(Value::relu).map("guided_backprop", Map.of(), TARGET, X).remark().orElse("").contains("edge detector"));
    }

    @Test
    void aModelWithoutARectifierIsRefused() {
        Net silu = net(h -> h.times(h.sigmoid()));
        for (String method : new String[] {"guided_backprop", "deconvnet"}) {
            Problem p = assertThrows(Problem.class, () -> map(method, silu, Map.of()));
            assertEquals("M13", p.code());
            assertTrue(p.getMessage().contains(method) && p.getMessage().contains("Sigmoid")
                    && p.getMessage().contains("saliency"), p.getMessage());
        }
    }
}
