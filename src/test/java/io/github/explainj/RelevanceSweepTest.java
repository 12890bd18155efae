// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.explain.Explainer;
import io.github.explainj.explain.Finding;
import io.github.explainj.input.ImageRegions;
import io.github.explainj.onnx.Node;
import io.github.explainj.probe.Cancellation;
import io.github.explainj.probe.Progress;
import io.github.explainj.problem.Problem;
import io.github.explainj.registry.Registry;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Relevance propagation on the reference models. On networks of sums, maxima and Relu the epsilon rule
 * with a tiny epsilon is input x gradient, for which there are references of others.
 */
class RelevanceSweepTest {

    private static final double TOLERANCE = 1e-3;

    private static final Set<String> CURVED = Set.of("Sigmoid", "Tanh", "Elu", "Selu", "Softplus", "LRN", "Softmax", "Erf",
            "InstanceNormalization", "LayerNormalization", "Exp", "LogSoftmax", "Clip", "LeakyRelu", "PRelu", "Pow", "Sqrt");

    private final List<String> failed = new ArrayList<>();
    private int equal;
    private int done;
    private int refused;

    @Test
    void theEpsilonRuleIsInputTimesGradientWhereTheNetworkIsPiecewiseLinear() {
        for (ReferenceCase c : ReferenceCase.all())
            if (c.has("grad_input.npy"))
                try (Explain explain = c.open()) {
                    compare(c, explain);
                }
        System.out.println(equal + " equal to input x gradient, " + done + " maps, " + refused + " refused, failed " + failed);
        assertTrue(equal >= 10, equal + " piecewise linear models");
        assertEquals(List.of(), failed);
    }

    private void compare(ReferenceCase c, Explain explain) {
        Set<String> operators = explain.graph().nodes().stream().map(Node::op).collect(Collectors.toSet());
        boolean linear = operators.stream().noneMatch(CURVED::contains);
        try {
            Finding.Attribution epsilon = lrp(c, explain, Map.of("epsilon", "0.000000001"));
            Finding.Attribution positive = lrp(c, explain, Map.of("rule", "alpha1beta0"));
            for (Finding.Attribution map : List.of(epsilon, positive)) {
                done++;
                for (float v : map.map().data()) if (!Float.isFinite(v)) failed.add(c.name() + " " + map.facts().get("rule") + " " + v);
            }
            System.out.printf("%-40s score %.4g, epsilon sums to %.4g, alpha1beta0 to %.4g%n", c.name(), epsilon.facts().get("score"),
                    epsilon.facts().get("sum"), positive.facts().get("sum"));
            if (linear) compare(c, explain, epsilon);
        } catch (Problem e) {
            refused++;
            System.out.println(c.name() + " " + e.getMessage());
            if (linear || !e.code().equals("M13")) failed.add(c.name() + " " + e.code());
        }
    }

    private void compare(ReferenceCase c, Explain explain, Finding.Attribution map) {
        Tensor x = c.read("input.npy");
        Tensor product = c.read("grad_input.npy").copy();
        for (int i = 0; i < product.size(); i++) product.data()[i] *= x.data()[i];
        double deviation = Deviation.of(explain.card().inputs().get(0).axes().own(map.map()), product);
        System.out.printf("%-40s from input x gradient %.2e%n", c.name(), deviation);
        equal++;
        if (!(deviation <= Math.max(TOLERANCE, c.tolerance("gradient", 0)))) failed.add(c.name() + " " + deviation);
    }

    private static Finding.Attribution lrp(ReferenceCase c, Explain explain, Map<String, String> settings) {
        Explainer method = Registry.of(Explainer.class).create("lrp", settings);
        Request request = new Request(List.of(method), List.of(c.target()), ImageRegions.NONE, Progress.NONE, new Cancellation());
        return (Finding.Attribution) explain.explain(c.input(explain), request).get(0).findings().get(0);
    }
}
