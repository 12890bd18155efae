// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import ai.onnx.proto.OnnxMl;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the nodes so far tell of tensors: the number of axes and small values, as far as the file says. */
final class KnownTensors {

    /** Operators whose output has as many axes as their first input. */
    private static final Set<String> SAME = Set.of("Relu", "LeakyRelu", "PRelu", "Elu", "Selu", "Celu", "Clip",
            "Sigmoid", "HardSigmoid", "Tanh", "Erf", "Exp", "Log", "Sqrt", "Neg", "Abs", "Identity", "Dropout", "Cast",
            "BatchNormalization", "InstanceNormalization", "LayerNormalization", "LRN", "LpNormalization", "MaxPool",
            "AveragePool", "LpPool", "GlobalAveragePool", "GlobalMaxPool", "Softmax", "LogSoftmax", "Transpose",
            "Concat", "Split", "Slice", "Pad", "Resize", "Conv", "ConvTranspose", "HardSwish", "Softplus", "Softsign");

    private static final Set<String> BROADCAST = Set.of("Add", "Sub", "Mul", "Div", "Pow", "Min", "Max", "Sum", "Mean");

    private final KnownTensors outer;
    private final Map<String, Integer> ranks = new HashMap<>();
    private final Map<String, OnnxMl.TensorProto> values = new HashMap<>();

    /**
     * Starts with what a graph declares.
     *
     * @param outer what is known around the graph, or null for the main graph
     */
    KnownTensors(KnownTensors outer, OnnxMl.GraphProto graph) {
        this.outer = outer;
        graph.getInputList().forEach(this::declared);
        graph.getOutputList().forEach(this::declared);
        graph.getValueInfoList().forEach(this::declared);
        graph.getInitializerList().forEach(t -> constant(t.getName(), t));
    }

    private void declared(OnnxMl.ValueInfoProto info) {
        OnnxMl.TypeProto.Tensor type = info.getType().getTensorType();
        // some writers declare an empty shape where they know none
        int rank = type.getShape().getDimCount();
        if (rank > 0) ranks.put(info.getName(), rank);
    }

    private void constant(String name, OnnxMl.TensorProto t) {
        ranks.put(name, t.getDimsCount());
        values.put(name, t);
    }

    void add(OnnxMl.NodeProto node) {
        if (node.getOutputCount() == 0) return;
        String output = node.getOutput(0);
        values.remove(output);
        ConstantNode.value(node).ifPresent(t -> constant(output, t));
        rank(node).ifPresent(r -> node.getOutputList().forEach(o -> ranks.putIfAbsent(o, r)));
    }

    private Optional<Integer> rank(OnnxMl.NodeProto node) {
        String op = node.getOpType();
        if (!node.getDomain().isEmpty()) return Optional.empty();
        if (op.equals("Gemm") || op.equals("Flatten")) return Optional.of(2);
        if (op.equals("Reshape")) return integers(node.getInput(1)).map(v -> v.length);
        if (SAME.contains(op) && node.getInputCount() > 0) return rank(node.getInput(0));
        if (op.equals("MatMul")) return broadcast(node.getInputList()).filter(r -> atLeastTwo(node));
        if (op.equals("Gather"))
            return rank(node.getInput(0)).flatMap(data -> rank(node.getInput(1)).map(at -> data + at - 1));
        return BROADCAST.contains(op) ? broadcast(node.getInputList()) : Optional.empty();
    }

    /** A vector loses its axis in a product. */
    private boolean atLeastTwo(OnnxMl.NodeProto product) {
        return product.getInputList().stream().allMatch(i -> rank(i).orElse(0) > 1);
    }

    private Optional<Integer> broadcast(List<String> inputs) {
        List<Optional<Integer>> all = inputs.stream().map(this::rank).toList();
        if (all.contains(Optional.<Integer>empty())) return Optional.empty();
        return all.stream().map(Optional::get).max(Integer::compare);
    }

    /** Returns how many axes a tensor has; empty when the file does not tell. */
    Optional<Integer> rank(String tensor) {
        if (ranks.containsKey(tensor) || outer == null) return Optional.ofNullable(ranks.get(tensor));
        return outer.rank(tensor);
    }

    private Optional<OnnxMl.TensorProto> value(String tensor) {
        if (values.containsKey(tensor) || outer == null) return Optional.ofNullable(values.get(tensor));
        return outer.value(tensor);
    }

    /** Returns whether a tensor is written in the file and has no elements. */
    boolean isEmpty(String tensor) {
        return value(tensor).map(t -> t.getDimsList().contains(0L)).orElse(false);
    }

    Optional<long[]> integers(String tensor) {
        return value(tensor).flatMap(TensorData::integers);
    }

    /** Returns the values of a tensor that is written inside the file. */
    Optional<float[]> floats(String tensor) {
        return value(tensor).flatMap(TensorData::floats).map(t -> t.data());
    }
}
