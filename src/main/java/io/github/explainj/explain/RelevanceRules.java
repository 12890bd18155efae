// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import io.github.explainj.gradient.GradientRule;
import io.github.explainj.gradient.GradientRules;
import io.github.explainj.gradient.Step;
import io.github.explainj.onnx.Value;
import io.github.explainj.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Layer-wise relevance propagation as gradient rules.
 *
 * <p>What flows back is not the relevance R of a tensor a but {@code c}, with {@code R = a c} element by
 * element. In that form a rule is a changed gradient, the way back begins with the gradient of the score
 * itself (so a sum of outputs needs nothing special), and an element that is 0 needs no division by 0.
 * With z a node's result:
 * <pre>
 * sums (Conv, Gemm, Add, mean, ...)  R_i = a_i w_ij R_j / (z_j + eps sign z_j)
 *                                    c_i = w_ij c_j |z_j| / (|z_j| + eps)
 * activations y = f(z)               R_z = R_y,  c_z = c_y y / z
 * maxima                             the winner takes all: the gradient as it is
 * what only moves elements           the gradient as it is
 * products of signal and gate         all of R to the signal, none to the gate ({@link Gates})
 * other products of two operands      half of R to each
 * </pre>
 * A bias is a part of z that nothing flows on from: it absorbs its share.
 */
final class RelevanceRules {

    private static final Set<String> SUMS = Set.of("Conv", "ConvTranspose", "Gemm", "MatMul", "Einsum", "Add", "Sub",
            "Sum", "Mean", "Mul", "Div", "AveragePool", "GlobalAveragePool", "ReduceMean", "ReduceSum", "BatchNormalization",
            "Resize", "CumSum");
    private static final Set<String> ACTIVATIONS = Set.of("LeakyRelu", "PRelu", "Elu", "Selu", "Celu",
            "ThresholdedRelu", "Shrink", "HardSwish", "Swish", "Mish", "Gelu", "Tanh", "Softsign", "Softplus", "Clip", "Sigmoid",
            "HardSigmoid", "Erf", "LRN");
    private static final Set<String> AS_THEY_ARE = Set.of("Relu", "MaxPool", "GlobalMaxPool", "ReduceMax", "ReduceMin",
            "Max", "Min", "TopK", "Identity", "Neg", "Cast", "Dropout", "Reshape", "Flatten", "Transpose", "Squeeze",
            "Unsqueeze", "Expand", "Tile", "Concat", "Split", "Slice", "Gather", "GatherElements", "GatherND",
            "ScatterElements", "ScatterND", "Pad", "DepthToSpace", "SpaceToDepth", "Where", "ReverseSequence", "Trilu",
            "RoiAlign", "GridSample");

    private RelevanceRules() {}

    /** Returns the epsilon rule for sums. */
    static GradientRules epsilon(double epsilon) {
        return all("lrp epsilon " + epsilon, epsilon, Map.of());
    }

    /** Returns the alpha 1, beta 0 rule (z+) for sums: relevance goes to what raised them, and to nothing else. */
    static GradientRules alpha1beta0(double epsilon) {
        return all("lrp alpha1beta0 " + epsilon, epsilon, new PositiveRelevance(epsilon).rules());
    }

    private static GradientRules all(String name, double epsilon, Map<String, GradientRule> overrides) {
        Map<String, GradientRule> changed = new HashMap<>();
        for (String op : GradientRules.standard().operators())
            if (SUMS.contains(op)) changed.put(op, s -> sum(s, epsilon));
            else if (ACTIVATIONS.contains(op)) changed.put(op, RelevanceRules::activation);
            else if (!AS_THEY_ARE.contains(op)) changed.put(op, RelevanceRules::refuse);
        changed.putAll(overrides);
        GradientRules rules = GradientRules.standard();
        for (Map.Entry<String, GradientRule> c : changed.entrySet()) rules = rules.with(c.getKey(), c.getValue(), name);
        return rules;
    }

    /** The epsilon rule; of a product of two operands that both depend on the input, the signal gets all. */
    static List<Value> sum(Step s, double epsilon) {
        if (s.node().op().equals("Div") && s.wants(1)) return refuse(s);
        Value size = s.graph().op("Abs", s.y());
        Value c = s.dy().times(size.over(size.plus((float) epsilon)));
        if (!isProductOfTwo(s)) return s.with(c).standard();
        Optional<Integer> gate = Gates.of(s);
        if (gate.isEmpty()) return s.with(c.times(0.5f)).standard();
        List<Value> found = new ArrayList<>(s.with(c).standard());
        found.set(gate.get(), null);
        return found;
    }

    static boolean isProductOfTwo(Step s) {
        return Set.of("Mul", "MatMul", "Gemm", "Einsum", "Conv", "ConvTranspose").contains(s.node().op())
                && s.wants(0) && s.wants(1);
    }

    /** At 0 the share is 0, as an element that is 0 has no relevance whatever c is. */
    private static List<Value> activation(Step s) {
        Value x = s.x();
        List<Value> found = new ArrayList<>();
        found.add(x.equal(s.number(0)).choose(s.number(0), s.dy().times(s.y()).over(x)));
        return found;
    }

    private static List<Value> refuse(Step s) {
        throw new Problem("M13", "lrp has no rule for how relevance passes the operator \"" + s.node().op()
                + "\" (node \"" + s.node().name() + "\"), only for weighted sums, products, activations, maxima and what moves"
                + " elements. For a probability explain the class score (class:K) instead; other methods, such as"
                + " integrated_gradients and input_x_gradient, still work.");
    }
}
