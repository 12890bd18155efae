// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Fused operators of the domain com.microsoft, which optimised exports hold, in standard ones.
 * Source: the operator documentation of ONNX Runtime.
 */
final class MicrosoftRewrites {

    /** Operators that the standard has under the same name with the same meaning. */
    private static final Set<String> STANDARD = Set.of("Pad", "GatherND", "Range", "Trilu", "Unique");

    private static final Map<String, OpsetRewrites.Rewrite> TABLE = new HashMap<>();

    static {
        STANDARD.forEach(op -> TABLE.put(op, n -> n.last(op, n.attributes(), n.inputs())));
        TABLE.put("GridSample", MicrosoftRewrites::gridSample);
        TABLE.put("ExpandDims", MicrosoftRewrites::expandDims);
        TABLE.put("FusedMatMul", MicrosoftRewrites::fusedMatMul);
        TABLE.put("TransposeMatMul", MicrosoftRewrites::fusedMatMul);
        TABLE.put("FusedConv", MicrosoftRewrites::fusedConv);
        TABLE.put("FusedGemm", MicrosoftRewrites::fusedGemm);
        TABLE.put("Gelu", n -> gelu(n, n.input(0)));
        TABLE.put("BiasGelu", n -> gelu(n, n.first("Add", n.input(0), n.input(1))));
        TABLE.put("FastGelu", MicrosoftRewrites::fastGelu);
        TABLE.put("QuickGelu", MicrosoftRewrites::quickGelu);
        TABLE.put("SkipLayerNormalization", MicrosoftRewrites::skipLayerNormalization);
    }

    private MicrosoftRewrites() {}

    /** Writes a node in standard operators, or leaves it when there is no simple way. */
    static void apply(OldNode n) {
        TABLE.getOrDefault(n.op(), OldNode::keep).apply(n);
    }

    /** The standard's names of the modes changed in opset 20. */
    private static void gridSample(OldNode n) {
        String mode = n.node().text("mode", "bilinear");
        if (n.opset() >= 20) mode = mode.replace("bilinear", "linear").replace("bicubic", "cubic");
        n.last("GridSample", n.attributes("mode").with("mode", mode), n.inputs());
    }

    /** The axis is a number without axes, of any whole type. */
    private static void expandDims(OldNode n) {
        String axis = n.first("Cast", Attributes.NONE.with("to", ElementType.INT64.number()), n.input(1));
        n.last("Unsqueeze", n.input(0), n.first("Reshape", axis, n.integers(1)));
    }

    /** {@code alpha op(a) op(b)}; op turns the last two axes around. */
    private static void fusedMatMul(OldNode n) {
        boolean batches = n.node().integer("transBatchA", 0) + n.node().integer("transBatchB", 0) > 0;
        Optional<String> a = turned(n, 0, "transA");
        Optional<String> b = turned(n, 1, "transB");
        if (batches || a.isEmpty() || b.isEmpty()) {
            n.keep();
            return;
        }
        float alpha = n.node().number("alpha", 1);
        if (alpha == 1) n.last("MatMul", a.get(), b.get());
        else n.last("Mul", n.first("MatMul", a.get(), b.get()), n.number(alpha));
    }

    /** Returns the operand, turned where it is asked for; empty when its axes are not known. */
    private static Optional<String> turned(OldNode n, int input, String attribute) {
        Optional<Integer> rank = n.known().rank(n.input(input));
        // a vector is not turned
        if (n.node().integer(attribute, 0) == 0 || rank.equals(Optional.of(1))) return Optional.of(n.input(input));
        if (rank.isEmpty()) return Optional.empty();
        long[] order = LongStream.range(0, rank.get()).toArray();
        order[order.length - 1]--;
        order[order.length - 2]++;
        return Optional.of(n.first("Transpose", Attributes.NONE.with("perm", order), n.input(input)));
    }

    /** {@code activation(Conv(x, w, b) + z)}. */
    private static void fusedConv(OldNode n) {
        String y = n.first("Conv", n.attributes("activation", "activation_params"), n.input(0), n.input(1), n.input(2));
        if (!n.input(3).isEmpty()) y = n.first("Add", y, n.input(3));
        List<Float> values = n.node().find("activation_params").map(a -> a.getFloatsList()).orElse(List.of());
        activation(n, y, values);
    }

    private static void fusedGemm(OldNode n) {
        String[] own = {"activation", "activation_alpha", "activation_beta", "activation_gamma"};
        String y = n.first("Gemm", n.attributes(own), n.inputs());
        activation(n, y, List.of(n.node().number(own[1], 0.01f), n.node().number(own[2], 0.5f)));
    }

    private static void activation(OldNode n, String y, List<Float> values) {
        String op = n.node().text("activation", "Identity");
        switch (op) {
            case "Clip" -> n.last(op, y, n.number(values.get(0)), n.number(values.get(1)));
            case "LeakyRelu", "Elu", "ThresholdedRelu" -> n.last(op, Attributes.NONE.with("alpha", values.get(0)), y);
            case "HardSigmoid" ->
                n.last(op, Attributes.NONE.with("alpha", values.get(0)).with("beta", values.get(1)), y);
            default -> n.last(op, y);
        }
    }

    /** {@code 0.5 x (1 + erf(x / sqrt(2)))}. */
    private static void gelu(OldNode n, String x) {
        String erf = n.first("Erf", n.first("Mul", x, n.number((float) Math.sqrt(0.5))));
        half(n, x, erf);
    }

    /** {@code 0.5 x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3)))}, x with a bias. */
    private static void fastGelu(OldNode n) {
        String x = n.input(1).isEmpty() ? n.input(0) : n.first("Add", n.input(0), n.input(1));
        String cube = n.first("Mul", n.first("Mul", n.first("Mul", x, x), x), n.number(0.044715f));
        String inner = n.first("Mul", n.first("Add", x, cube), n.number((float) Math.sqrt(2 / Math.PI)));
        half(n, x, n.first("Tanh", inner));
    }

    private static void half(OldNode n, String x, String odd) {
        n.last("Mul", n.first("Mul", x, n.number(0.5f)), n.first("Add", odd, n.number(1)));
    }

    /** {@code x sigmoid(alpha x)}. */
    private static void quickGelu(OldNode n) {
        String scaled = n.first("Mul", n.input(0), n.number(n.node().number("alpha", 1.702f)));
        n.last("Mul", n.input(0), n.first("Sigmoid", scaled));
    }

    /** {@code LayerNormalization(input + skip + bias)}; the fourth output is the sum. */
    private static void skipLayerNormalization(OldNode n) {
        if (n.gives(1) || n.gives(2)) {
            n.keep();
            return;
        }
        String sum = n.first("Add", n.input(0), n.input(1));
        if (!n.input(4).isEmpty()) sum = n.first("Add", sum, n.input(4));
        if (n.gives(3)) n.also(3, "Identity", sum);
        Attributes own = Attributes.NONE.with("axis", -1).with("epsilon", n.node().number("epsilon", 1e-12f));
        n.last("LayerNormalization", own, 1, sum, n.input(2), n.input(3));
    }
}
