// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import io.github.explainj.gradient.GradientRule;
import io.github.explainj.gradient.GradientRules;
import io.github.explainj.gradient.Step;
import io.github.explainj.onnx.Node;
import io.github.explainj.onnx.Value;
import io.github.explainj.problem.Problem;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which activations count as rectifiers when the way back through them is changed. */
public enum Rectifiers {

    /** Relu nodes only, as captum has it. */
    RELU,
    /** Relu, and Clip from 0 up (ReLU6), whose upper bound stays as it is. */
    RELU_AND_CLIP;

    private static final Set<String> ACTIVATIONS = Set.of("Relu", "Clip", "LeakyRelu", "PRelu", "Elu", "Selu", "Celu",
            "ThresholdedRelu", "Sigmoid", "HardSigmoid", "HardSwish", "Swish", "Mish", "Gelu", "Erf", "Softplus",
            "Softsign", "Tanh", "FastGelu", "QuickGelu", "BiasGelu");
    private static final Set<String> STANDARD = Set.of("", "ai.onnx.ml", "com.microsoft");

    /** Returns the rules with these rectifiers changed. */
    GradientRules rules(String as, GradientRule relu) {
        GradientRules changed = GradientRules.standard().with("Relu", relu, as);
        return this == RELU ? changed : changed.with("Clip", s -> clip(s, relu), as);
    }

    /** A Clip that does not begin at 0 is no rectifier. What flows stops at its upper bound as it does. */
    private static List<Value> clip(Step s, GradientRule relu) {
        boolean fromZero = s.constant(1).filter(low -> low.size() == 1 && low.data()[0] == 0).isPresent();
        if (!fromZero) return s.standard();
        Value passed = relu.apply(s).get(0);
        if (!s.has(2)) return Collections.singletonList(passed);
        Value above = s.x().greater(s.x(2)).asFloat();
        return Collections.singletonList(passed.minus(passed.times(above)));
    }

    /** Guided backpropagation's way back: {@code dx = dy [x > 0] [dy > 0]}. */
    static List<Value> guided(Step s) {
        return Collections.singletonList(s.dy().relu().times(s.y().greater(s.number(0)).asFloat()));
    }

    /** Deconvnet's way back: {@code dx = dy [dy > 0]}, whatever x was. */
    static List<Value> deconvnet(Step s) {
        return Collections.singletonList(s.dy().relu());
    }

    /**
     * Returns the activations of a model that are left alone, with how many there are.
     *
     * @throws Problem M13 when there is nothing to change
     */
    SortedMap<String, Integer> leftAlone(List<Node> nodes, String method) {
        SortedMap<String, Integer> all = new TreeMap<>();
        boolean functions = false;
        for (Node n : nodes)
            if (ACTIVATIONS.contains(n.op())) all.merge(n.op(), 1, Integer::sum);
            else if (!STANDARD.contains(n.domain())) functions = true;
        boolean changed = all.remove("Relu") != null;
        boolean clips = all.containsKey("Clip");
        if (this == RELU_AND_CLIP) changed |= all.remove("Clip") != null;
        // what a function of the model's own does inside is not seen here
        if (!changed && !functions) throw nothing(method, all, clips);
        return all;
    }

    private static Problem nothing(String method, Map<String, Integer> all, boolean clips) {
        String found = all.isEmpty() ? "no activations" : String.join(", ", all.keySet());
        return new Problem("M13", method + " changes the way back through Relu, and this model has none: its"
                + " activations are " + found + ", for which the method has no meaning. " + (clips
                        ? "If Clip stands for ReLU6 here, give rectifiers=relu_and_clip; otherwise use "
                        : "Use ") + "saliency, integrated_gradients or smooth_grad.");
    }
}
