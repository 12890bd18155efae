// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an operator does to traces: by family, and everything unknown sees everything. */
final class TraceRules {

    private static final Set<String> ELEMENTWISE = Set.of("Abs", "Acos", "Acosh", "Add", "And", "Asin", "Asinh", "Atan",
            "Atanh", "BatchNormalization", "BiasGelu", "BitShift", "Cast", "CastLike", "Ceil", "Celu", "Clip", "Cos", "Cosh",
            "DequantizeLinear", "Div", "Dropout", "Elu", "Equal", "Erf", "Exp", "FastGelu", "Floor", "Gelu", "Greater",
            "GreaterOrEqual", "HardSigmoid", "HardSwish", "Identity", "IsInf", "IsNaN", "LRN", "LeakyRelu", "Less",
            "LessOrEqual", "Log", "Max", "Mean", "Min", "Mish", "Mod", "Mul", "Neg", "Not", "Or", "PRelu", "Pow",
            "QLinearAdd", "QLinearLeakyRelu", "QLinearMul", "QLinearSigmoid", "QuantizeLinear", "QuickGelu", "Reciprocal",
            "Relu", "Round", "Selu", "Shrink", "Sigmoid", "Sign", "Sin", "Sinh", "Softplus", "Softsign", "Sqrt", "Sub",
            "Sum", "Swish", "Tan", "Tanh", "ThresholdedRelu", "Where", "Xor");

    /** Outputs that tell of the shape of what they read and not of its values. */
    private static final Set<String> INDEPENDENT = Set.of("Shape", "Size", "ConstantOfShape", "EyeLike",
            "RandomNormalLike", "RandomUniformLike");

    /** What looks at all positions and yet leaves each where it is. */
    private static final Set<String> NORMALISING = Set.of("GroupNorm", "GroupNormalization", "InstanceNormalization",
            "LayerNormalization", "LogSoftmax", "LpNormalization", "MeanVarianceNormalization", "RMSNormalization",
            "SimplifiedLayerNormalization", "SkipLayerNormalization", "Softmax");

    private final Graph graph;
    private final Shapes shapes;
    private final Map<String, List<Trace>> traces;
    private final boolean centres;

    /** @param centres whether to follow where elements lie and not all that they see */
    TraceRules(Graph graph, Shapes shapes, Map<String, List<Trace>> traces, boolean centres) {
        this.graph = graph;
        this.shapes = shapes;
        this.traces = traces;
        this.centres = centres;
    }

    /** Returns whether what a node makes depends on the values of the input. */
    boolean depends(Node node) {
        return !INDEPENDENT.contains(node.op()) && Order.reads(node.proto()).stream().anyMatch(traces::containsKey);
    }

    /** Returns the trace per axis of an output; null for an axis that stands for none of the input's. */
    List<Trace> output(Node node, String output) {
        String op = node.op();
        if (ELEMENTWISE.contains(op)) return joined(node, output);
        if (centres && NORMALISING.contains(op)) return first(node);
        if (centres && op.equals("Reshape")) return restored(node, output);
        if (op.startsWith("Reduce") || op.startsWith("Arg")) return reduced(node);
        return switch (op) {
            case "Conv", "FusedConv", "ConvInteger", "QLinearConv", "MaxPool", "AveragePool", "LpPool", "NhwcMaxPool",
                    "QLinearAveragePool", "ConvTranspose" -> windows(node, output);
            case "Resize", "Upsample" -> new ResizeRule(node, shapes, graph).of(first(node), output);
            case "Concat" -> without(joined(node, output), axis(node, "axis", 1, first(node).size()));
            case "Softmax", "LogSoftmax", "Hardmax" -> softmax(node);
            case "GlobalAveragePool", "GlobalMaxPool", "GlobalLpPool", "InstanceNormalization", "GroupNormalization" ->
                    from(first(node), 2);
            case "LayerNormalization" -> from(first(node), axis(node, "axis", -1, first(node).size()));
            default -> moved(node, output);
        };
    }

    /**
     * A window behind mirrored padding sees at a border what lies as far inside; where that is no more than it sees
     * there anyway, the padding widens nothing.
     */
    private List<Trace> windows(Node node, String output) {
        WindowRule rule = new WindowRule(node, shapes);
        List<Trace> out = new ArrayList<>(rule.of(first(node), output));
        Node pad = graph.producer(node.inputs().get(0)).filter(n -> n.op().equals("Pad") && !centres).orElse(null);
        if (pad == null || node.op().equals("ConvTranspose") || pad.inputs().size() > 3) return out;
        MovingRules moving = new MovingRules(pad, graph, shapes, true);
        String mode = pad.text("mode", "constant");
        long[] pads = moving.integers("pads", 1).filter(p -> p.length == 2 * out.size()).orElse(null);
        if (pads == null || !mode.equals("reflect") && !mode.equals("edge")) return out;
        List<Trace> plain = rule.of(moving.of(first(pad), node.inputs().get(0)), output);
        for (int a = 2; a < out.size(); a++)
            if (rule.isFolded(a, output, pads[a], shapes.size(pad.inputs().get(0), a), mode.equals("edge"))) out.set(a, plain.get(a));
        return out;
    }

    private List<Trace> moved(Node node, String output) {
        return new MovingRules(node, graph, shapes, centres).of(first(node), output);
    }

    /** A Reshape that undoes an earlier one, around a normalisation of groups, restores where elements lie. */
    private List<Trace> restored(Node node, String output) {
        List<Trace> plain = moved(node, output);
        String at = node.inputs().get(0);
        for (Node n = node; n != null && plain.contains(null); n = graph.producer(at).orElse(null)) {
            if (!n.op().equals("Reshape") && !ELEMENTWISE.contains(n.op()) && !NORMALISING.contains(n.op())) break;
            at = n.inputs().get(0);
            if (traces.containsKey(at) && shapes.of(at).equals(shapes.of(output))) return traces.get(at);
        }
        return plain;
    }

    /** Returns the trace of the first input; of nothing when that does not depend on the input. */
    private List<Trace> first(Node node) {
        String name = node.inputs().isEmpty() ? "" : node.inputs().get(0);
        boolean others = node.inputs().stream().skip(1).anyMatch(traces::containsKey);
        List<Trace> own = traces.getOrDefault(name, List.of());
        return others && !ELEMENTWISE.contains(node.op()) && !node.op().equals("Concat")
                ? new ArrayList<>(Collections.nCopies(own.size(), null)) : own;
    }

    /** Aligns axes from the right, as broadcasting does; an axis counts when all that depend agree. */
    private List<Trace> joined(Node node, String output) {
        List<List<Trace>> all = node.inputs().stream().filter(traces::containsKey).map(traces::get).toList();
        int rank = all.stream().mapToInt(List::size).max().orElse(0);
        Trace[] result = new Trace[rank];
        for (int a = 0; a < rank; a++) result[a] = joined(all, a - rank, shapes.size(output, a));
        return Arrays.asList(result);
    }

    private Trace joined(List<List<Trace>> all, int fromEnd, long length) {
        Trace together = null;
        for (int i = 0; i < all.size(); i++) {
            int a = all.get(i).size() + fromEnd;
            Trace t = a < 0 ? null : all.get(i).get(a);
            if (t == null && centres) continue;
            if (t == null) return null;
            together = together == null ? t : together.and(t, length);
            if (together == null) return null;
        }
        return together;
    }

    private List<Trace> softmax(Node node) {
        int axis = axis(node, "axis", graph.opset() >= 13 ? -1 : 1, first(node).size());
        return graph.opset() >= 13 ? without(first(node), axis) : from(first(node), axis);
    }

    private List<Trace> reduced(Node node) {
        List<Trace> in = first(node);
        List<Long> axes = new ArrayList<>(node.integers("axes"));
        if (node.has("axis") || node.op().startsWith("Arg")) axes.add(node.integer("axis", 0));
        if (node.inputs().size() > 1) shapes.constant(node.inputs().get(1)).ifPresent(t -> {
            for (float v : t.data()) axes.add((long) v);
        });
        boolean keep = node.integer("keepdims", 1) != 0;
        boolean all = axes.isEmpty() && node.integer("noop_with_empty_axes", 0) == 0;
        List<Trace> out = new ArrayList<>();
        for (int a = 0; a < in.size(); a++) {
            boolean gone = all || axes.contains((long) a) || axes.contains((long) a - in.size());
            if (!gone || keep) out.add(gone ? null : in.get(a));
        }
        return out;
    }

    private static int axis(Node node, String attribute, int otherwise, int rank) {
        int axis = (int) node.integer(attribute, otherwise);
        return axis < 0 ? axis + rank : axis;
    }

    /** Returns the same with one axis that sees everything. */
    static List<Trace> without(List<Trace> in, int axis) {
        List<Trace> out = new ArrayList<>(in);
        if (axis >= 0 && axis < out.size()) out.set(axis, null);
        return out;
    }

    /** Returns the same where an axis and all behind it see everything. */
    private static List<Trace> from(List<Trace> in, int axis) {
        List<Trace> out = new ArrayList<>(in);
        for (int a = Math.max(0, axis); a < out.size(); a++) out.set(a, null);
        return out;
    }
}
