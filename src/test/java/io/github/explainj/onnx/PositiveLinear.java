// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The same net with positive weights and linear activations: an element moves exactly when something that it is
 * connected with moves. Weights become 1 / (their number per output), what is added is left out, activations and
 * normalisations by fixed numbers become the identity, a maximum a mean, a product of two tensors their sum, a
 * normalisation by the image's own values {@code x + mean(x)}.
 */
final class PositiveLinear {

    private static final Set<String> SAME = Set.of("Abs", "Add", "BatchNormalization", "Cast", "Celu", "Clip", "Div", "Dropout",
            "Elu", "Erf", "Exp", "Gelu", "HardSigmoid", "HardSwish", "Identity", "LRN", "LeakyRelu", "Log", "Max", "Mean", "Min",
            "Mul", "Neg", "PRelu", "Pow", "Reciprocal", "Relu", "Selu", "Sigmoid", "Softplus", "Softsign", "Sqrt", "Sub", "Sum",
            "Tanh", "ThresholdedRelu", "Where");

    /** Move or sum up elements, and are linear and positive as they are. */
    private static final Set<String> KEPT = Set.of("AveragePool", "Concat", "DepthToSpace", "Expand", "Flatten", "Gather",
            "GlobalAveragePool", "ReduceMean", "ReduceSum", "Reshape", "Slice", "SpaceToDepth", "Split", "Squeeze", "Tile",
            "Transpose", "Unsqueeze");

    private final Graph graph;
    private final Shapes shapes;
    private final ReceptiveField field;
    private final List<NodeProto> nodes = new ArrayList<>();
    private final List<TensorProto> weights = new ArrayList<>();
    private final Set<String> spoilt = new HashSet<>();
    private final Set<String> impossible = new TreeSet<>();

    private PositiveLinear(Graph graph, Map<String, List<Long>> shapes, ReceptiveField field) {
        this.graph = graph;
        this.shapes = new Shapes(graph, shapes);
        this.field = field;
    }

    static PositiveLinear of(Graph graph, Map<String, List<Long>> shapes, ReceptiveField field) {
        PositiveLinear net = new PositiveLinear(graph, shapes, field);
        graph.nodes().forEach(net::add);
        return net;
    }

    /** Returns the operators that cannot be written as a positive linear one: which elements they connect depends on the data. */
    Set<String> impossible() {
        return impossible;
    }

    /** Returns whether a tensor is the same linear function of the input whatever the data. */
    boolean isLinear(String tensor) {
        return !spoilt.contains(tensor);
    }

    /** Returns the rewritten nodes in the graph, without outputs. */
    GraphProto.Builder build() {
        GraphProto.Builder g = graph.proto().getGraph().toBuilder();
        return FieldSupport.dropUnread(g.clearNode().clearOutput().clearValueInfo().addAllNode(nodes).addAllInitializer(weights));
    }

    private boolean moves(String tensor) {
        return !field.axes(tensor).isEmpty();
    }

    private void add(Node n) {
        if (n.outputs().stream().noneMatch(this::moves)) {
            nodes.add(n.proto());
            return;
        }
        List<String> moving = n.inputs().stream().filter(this::moves).toList();
        NodeProto.Builder b = n.proto().toBuilder();
        boolean possible = rewritten(n, b, moving);
        if (!possible) impossible.add(n.op() + (moving.size() > 1 ? " of two" : ""));
        if (!possible || moving.stream().anyMatch(spoilt::contains)) spoilt.addAll(n.outputs());
    }

    /** Adds nodes that stand for one; the node itself where there is no positive linear one. */
    private boolean rewritten(Node n, NodeProto.Builder b, List<String> moving) {
        String op = n.op();
        boolean first = moving.equals(n.inputs().subList(0, 1));
        if (SAME.contains(op)) return sum(n, moving);
        if (KEPT.contains(op) && (first || op.equals("Concat"))) return kept(b);
        if (op.equals("Pad") && first) return kept(n.inputs().size() > 2 ? without(b, 2) : b);
        if (op.equals("Resize") && first || op.equals("Upsample")) {
            nodes.add(n.proto());
            return !n.text("mode", "nearest").equals("cubic");
        }
        if ((op.equals("Conv") || op.equals("ConvTranspose") || op.equals("Gemm") || op.equals("MatMul")) && moving.size() == 1)
            return weighted(n, b);
        if (op.equals("MaxPool") || op.equals("LpPool")) return pooled(n, b);
        if (op.startsWith("Global")) return kept(b.setOpType("GlobalAveragePool").clearAttribute());
        if (op.startsWith("Reduce") && first) return kept(b.setOpType("ReduceMean"));
        int axis = (int) n.integer("axis", graph.opset() >= 13 || op.startsWith("Layer") ? -1 : 1);
        int rank = shapes.of(n.inputs().get(0)).size();
        int from = axis < 0 ? axis + rank : axis;
        if (op.endsWith("Softmax")) return mixed(n, from, graph.opset() >= 13 ? from + 1 : rank);
        if (op.equals("InstanceNormalization") || op.equals("GroupNormalization")) return mixed(n, 2, rank);
        if (op.equals("LayerNormalization")) return mixed(n, from, rank);
        nodes.add(n.proto());
        return false;
    }

    private boolean kept(NodeProto.Builder b) {
        // a class token in front of others is a constant: it does not move
        for (int i = 0; i < b.getInputCount() && b.getOpType().equals("Concat"); i++)
            if (!moves(b.getInput(i))) b.setInput(i, filled(b.getInput(i), 0));
        nodes.add(b.build());
        return true;
    }

    private static NodeProto.Builder without(NodeProto.Builder b, int input) {
        List<String> left = new ArrayList<>(b.getInputList().subList(0, input));
        return b.clearInput().addAllInput(left);
    }

    private boolean sum(Node n, List<String> moving) {
        List<String> terms = new ArrayList<>(moving);
        // broadcasting a small tensor over a fixed larger one keeps the larger one's size
        if (moving.size() == 1 && !shapes.of(moving.get(0)).equals(shapes.of(n.outputs().get(0)))) terms.add(zeros(n.outputs().get(0)));
        nodes.add(node(terms.size() == 1 ? "Identity" : "Sum", terms, n.outputs().get(0)).build());
        return true;
    }

    private boolean weighted(Node n, NodeProto.Builder b) {
        int fixed = moves(n.inputs().get(0)) ? 1 : 0;
        List<String> inputs = new ArrayList<>(n.inputs().subList(0, 2));
        long perOutput = Math.max(1, shapes.of(n.inputs().get(fixed)).stream().reduce(1L, (x, y) -> x * y)
                / Math.max(1, shapes.size(n.outputs().get(0), 1)));
        inputs.set(fixed, filled(n.inputs().get(fixed), 1f / perOutput));
        nodes.add(b.clearInput().addAllInput(inputs).build());
        return true;
    }

    private boolean pooled(Node n, NodeProto.Builder b) {
        List<AttributeProto> attributes = b.getAttributeList().stream()
                .filter(a -> Set.of("kernel_shape", "strides", "pads", "auto_pad", "ceil_mode").contains(a.getName())).toList();
        boolean dilated = n.integers("dilations").stream().anyMatch(d -> d > 1);
        if (dilated) return dilated(n, b);
        b.clearAttribute().addAllAttribute(attributes).setOpType("AveragePool").clearOutput().addOutput(n.outputs().get(0));
        nodes.add(b.addAttribute(AttributeProto.newBuilder().setName("count_include_pad").setType(AttributeProto.AttributeType.INT).setI(1)).build());
        return true;
    }

    /** A pool with holes is a convolution of each channel with ones. */
    private boolean dilated(Node n, NodeProto.Builder b) {
        if (n.integer("ceil_mode", 0) != 0) {
            nodes.add(n.proto());
            return false;
        }
        long channels = shapes.size(n.inputs().get(0), 1);
        List<Long> dims = new ArrayList<>(List.of(channels, 1L));
        dims.addAll(n.integers("kernel_shape"));
        String ones = constant(dims, 0.1f);
        List<AttributeProto> attributes = b.getAttributeList().stream().filter(a -> !a.getName().equals("storage_order")
                && !a.getName().equals("ceil_mode")).toList();
        nodes.add(b.clearAttribute().addAllAttribute(attributes).setOpType("Conv").addInput(ones).clearOutput().addOutput(n.outputs().get(0))
                .addAttribute(AttributeProto.newBuilder().setName("group").setType(AttributeProto.AttributeType.INT).setI(channels)).build());
        return true;
    }

    /** {@code x + mean(x)} over some axes. */
    private boolean mixed(Node n, int from, int to) {
        String x = n.inputs().get(0);
        String mean = n.outputs().get(0) + "_mean";
        NodeProto.Builder reduce = node("ReduceMean", List.of(x), mean);
        long[] axes = java.util.stream.LongStream.range(from, to).toArray();
        if (graph.opset() >= 18) {
            String name = mean + "_axes";
            weights.add(Protos.integers(name, axes).build());
            reduce.addInput(name);
        } else reduce.addAttribute(Protos.ints("axes", axes));
        nodes.add(reduce.build());
        nodes.add(node("Add", List.of(x, mean), n.outputs().get(0)).build());
        return true;
    }

    private static NodeProto.Builder node(String op, List<String> inputs, String output) {
        return Protos.node(op, "positive_" + output, inputs, output);
    }

    private String filled(String like, float value) {
        return constant(shapes.of(like), value);
    }

    private String zeros(String like) {
        return constant(shapes.of(like), 0);
    }

    private String constant(List<Long> dims, float value) {
        String name = "positive_weights_" + weights.size();
        int count = (int) (long) dims.stream().reduce(1L, (a, b) -> a * b);
        Float[] values = new Float[count];
        Arrays.fill(values, value);
        weights.add(TensorProto.newBuilder().setName(name).setDataType(1).addAllDims(dims).addAllFloatData(Arrays.asList(values)).build());
        return name;
    }
}
