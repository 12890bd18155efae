// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.onnx.Attributes;
import io.github.explainj.onnx.Value;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Relevance on nets that are solved by hand, and its conservation on one with every kind of layer. */
class LrpTest {

    private static final Map<String, String> POSITIVE = Map.of("rule", "alpha1beta0");
    private static final Net RELU = RectifiersTest.net(Value::relu);

    private static Tensor x(float... values) {
        return new Tensor(values, 1, values.length, 1, 1);
    }

    private static float[] relevance(Net net, Map<String, String> settings, int target, Tensor x) {
        return net.map("lrp", settings, "index:" + target + ",0,0", x).map().data();
    }

    @Test
    void epsilonSharesInProportionToAllTerms() {
        // a = (0, 4, 3), y = 4 - 6: of the 4, half each; of the -6, -1/3 and 4/3
        assertArrayEquals(new float[] {4, -6}, relevance(RELU, Map.of(), 0, x(1, 2)), 1e-4f);
    }

    @Test
    void aLargerEpsilonTakesFromEverySum() {
        // 2/3 of y, 4/5 of the second and 3/4 of the third hidden value are left
        float[] expected = {2 * 2 / 3f * 4 / 5f + 2 * 2 / 3f * 3 / 4f, 2 * (2 / 3f * 4 / 5f - 4 * 2 / 3f * 3 / 4f)};
        assertArrayEquals(expected, relevance(RELU, Map.of("epsilon", "1"), 0, x(1, 2)), 1e-4f);
    }

    @Test
    void alpha1beta0SharesAmongWhatRaisedTheSum() {
        // y2 = 2 * 4 + 3: 8 of it in halves, the 3 to x2 alone, as -x1 lowered it
        assertArrayEquals(new float[] {4, 7}, relevance(RELU, POSITIVE, 1, x(1, 2)), 1e-4f);
    }

    @Test
    void alpha1beta0TakesNegativeValuesThatRaised() {
        // a = (0, 1, 7), y2 = 2 + 7: the 2 to x2, as 2 x1 = -2 lowered it; the 7 = 1 + 6
        assertArrayEquals(new float[] {1, 8}, relevance(RELU, POSITIVE, 1, x(-1, 3)), 1e-4f);
    }

    @Test
    void biasesAbsorbTheirShare() {
        Net biased = Net.of(2, 1, 1, x -> Net.mixed(Net.mixed(x, new float[][] {{1, -1}, {2, 1}, {-1, 2}}, 0, 1, 0).relu(),
                new float[][] {{3, 1, -2}, {-1, 2, 1}}));
        // a2 = 5 of which the bias keeps 1: y1 = 5 - 6
        Finding.Attribution map = biased.map("lrp", Map.of(), "index:0,0,0", x(1, 2));
        assertArrayEquals(new float[] {4, -6}, map.map().data(), 1e-4f);
        assertEquals(-1.0, (Double) map.facts().get("share_absorbed"), 1e-4);
        // y2 = 10 + 3, of the 10 the terms 2, 2 and 1 get 4, 4 and 2
        assertArrayEquals(new float[] {4, 7}, relevance(biased, POSITIVE, 1, x(1, 2)), 1e-4f);
    }

    @Test
    void theDifferenceOfTwoScoresIsSharedToo() {
        float[] found = RELU.map("lrp", Map.of(), "index:1,0,0 - index:0,0,0", x(1, 2)).map().data();
        // 11 - (-2), each shared as by itself
        float[] second = relevance(RELU, Map.of(), 1, x(1, 2));
        assertArrayEquals(new float[] {second[0] - 4, second[1] + 6}, found, 1e-3f);
        assertEquals(13, found[0] + found[1], 1e-3);
    }

    @Test
    void theWinnerOfAMaximumTakesAll() {
        Net net = Net.of(1, 2, 2, x -> x.builder().op("MaxPool", Attributes.NONE.with("kernel_shape", 2, 2), x));
        Tensor x = new Tensor(new float[] {1, 7, 3, 2}, 1, 1, 2, 2);
        assertArrayEquals(new float[] {0, 7, 0, 0}, net.map("lrp", Map.of(), "index:0,0,0", x).map().data(), 1e-5f);
    }

    @Test
    void activationsPassRelevanceWhole() {
        for (String op : new String[] {"Tanh", "LeakyRelu", "Elu", "Softplus"}) {
            Net net = RectifiersTest.net(h -> h.builder().op(op, h));
            Finding.Attribution map = net.map("lrp", Map.of(), "index:0,0,0", x(1, 2));
            assertEquals((Double) map.facts().get("score"), (Double) map.facts().get("sum"), 1e-4, op);
        }
    }

    @Test
    void relevanceFollowsTheSignalAndNotTheGate() {
        Net silu = RectifiersTest.net(h -> h.times(h.sigmoid()));
        Finding.Attribution map = silu.map("lrp", Map.of(), "index:0,0,0", x(1, 2));
        // a = h s(h), h = (-1, 4, 3), y = 3 a1 + a2 - 2 a3; R_h = R_a goes to x1 and x2 as the terms of h
        double[] r = {3 * -1 * gate(-1), 4 * gate(4), -2 * 3 * gate(3)};
        assertEquals(r[0] * -1 + r[1] * 0.5 - r[2] / 3, map.map().data()[0], 1e-4);
        assertEquals(r[0] * 2 + r[1] * 0.5 + r[2] * 4 / 3, map.map().data()[1], 1e-4);
    }

    private static double gate(double h) {
        return 1 / (1 + Math.exp(-h));
    }

    @Test
    void aGateOfAnotherBranchGetsNothing() {
        // y = x1 hardsigmoid(x2), whose gate is 2 / 5 + 1 / 2
        Net net = Net.of(2, 1, 1, x -> x.slice(1, 0, 1).times(x.builder().op("HardSigmoid", x.slice(1, 1, 2))));
        assertArrayEquals(new float[] {0.9f, 0}, relevance(net, Map.of(), 0, x(1, 2)), 1e-5f);
        assertArrayEquals(new float[] {0.9f, 0}, relevance(net, POSITIVE, 0, x(1, 2)), 1e-5f);
    }

    @Test
    void twoSignalsShareAProductInHalves() {
        Net net = Net.of(2, 1, 1, x -> x.slice(1, 0, 1).times(x.slice(1, 1, 2)));
        assertArrayEquals(new float[] {3, 3}, relevance(net, Map.of(), 0, x(2, 3)), 1e-4f);
    }

    @Test
    void withoutBiasesRelevanceAddsUpToTheScoreThroughEveryKindOfLayer() {
        Tensor x = new Tensor(OcclusionTest.random(5, 2 * 8 * 8), 1, 2, 8, 8);
        for (Map<String, String> rule : new Map[] {Map.of("epsilon", "0.000000001"), POSITIVE}) {
            Finding.Attribution map = deep().map("lrp", rule, "index:1", x);
            double score = (Double) map.facts().get("score");
            assertTrue(Math.abs(score) > 0.01, "score " + score);
            assertEquals(score, (Double) map.facts().get("sum"), 2e-3 * Math.abs(score), rule.toString());
        }
    }

    /** Conv, Relu, MaxPool, BatchNormalization, residual Add, AveragePool, GlobalAveragePool, Gemm. */
    private static Net deep() {
        Attributes same = Attributes.NONE.with("pads", 1, 1, 1, 1);
        Attributes two = Attributes.NONE.with("kernel_shape", 2, 2).with("strides", 2, 2);
        return Net.of(2, 8, 8, x -> {
            Value a = Net.conv(x, new Tensor(OcclusionTest.random(1, 4 * 2 * 9), 4, 2, 3, 3), same).relu();
            Value p = x.builder().op("MaxPool", two, a);
            Value c = Net.conv(p, new Tensor(OcclusionTest.random(2, 4 * 4 * 9), 4, 4, 3, 3), same);
            Value n = x.builder().op("BatchNormalization", c, vector(x, 1, 2, 0.5f, 3), vector(x, 0, 0, 0, 0),
                    vector(x, 0, 0, 0, 0), vector(x, 1, 2, 3, 4));
            Value r = n.relu().plus(p);
            Value m = x.builder().op("GlobalAveragePool", x.builder().op("AveragePool", two, r)).flatten();
            return x.builder().op("Gemm", m, x.builder().constant(new Tensor(new float[] {1, -1, 2, 1, -0.5f, 1, 1, 2}, 4, 2)));
        });
    }

    private static Value vector(Value x, float... values) {
        return x.builder().constant(new Tensor(values, values.length));
    }

    @Test
    void aSoftmaxOnTheWayIsRefusedWithAWayOut() {
        Net net = Net.of(2, 1, 1, x -> Net.mixed(x.softmax(1), new float[][] {{1, 2}}));
        Problem p = assertThrows(Problem.class, () -> relevance(net, Map.of(), 0, x(1, 2)));
        assertTrue(p.code().equals("M13") && p.getMessage().contains("class:K") && p.getMessage().contains("input_x_gradient"),
                p.getMessage());
    }
}
