// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads weights where they are stored, through what only hands them on or turns whole numbers into floats. */
final class FilterValues {

    private static final Set<String> HANDING_ON = Set.of("Identity", "Cast", "Dropout", "DequantizeLinear");

    private final Graph graph;

    FilterValues(Graph graph) {
        this.graph = graph;
    }

    /** Returns the tensors from the one that is read to the one in which the values are stored. */
    List<String> chain(String tensor) {
        List<String> chain = new ArrayList<>();
        String now = tensor;
        while (chain.size() < graph.nodes().size() + 2) {
            chain.add(now);
            Optional<Node> producer = graph.producer(now).filter(n -> HANDING_ON.contains(n.op()));
            if (producer.isEmpty()) break;
            now = producer.get().inputs().get(0);
        }
        return chain;
    }

    /** Returns the values as the network computes with them; empty when they are computed, or no numbers. */
    Optional<Tensor> of(String tensor) {
        Optional<Tensor> stored = graph.constant(tensor);
        if (stored.isPresent()) return stored;
        Node node = graph.producer(tensor).orElse(null);
        if (node == null) return Optional.empty();
        if (node.op().equals("DequantizeLinear")) return dequantised(node);
        if (node.op().equals("ConstantOfShape")) return filled(node);
        return HANDING_ON.contains(node.op()) ? of(node.inputs().get(0)) : Optional.empty();
    }

    private Optional<Tensor> filled(Node node) {
        float value = node.find("value").flatMap(a -> TensorData.floats(a.getT())).map(t -> t.data()[0]).orElse(0f);
        return graph.constant(node.inputs().get(0)).map(shape -> {
            int[] sizes = new int[shape.size()];
            for (int a = 0; a < sizes.length; a++) sizes[a] = (int) shape.data()[a];
            return Tensor.full(value, sizes);
        });
    }

    private Optional<Tensor> dequantised(Node node) {
        if (node.integer("block_size", 0) != 0) return Optional.empty();
        return of(node.inputs().get(0)).flatMap(q -> scaled(q, node.inputs().get(1), optional(node, 2), (int) node.integer("axis", 1)));
    }

    static String optional(Node node, int input) {
        return input < node.inputs().size() ? node.inputs().get(input) : "";
    }

    /**
     * Returns {@code (q - zero) * scale}, as DequantizeLinear computes it.
     *
     * @param zero empty for 0
     * @param axis along which scale and zero have one value each, unless they have one in all
     */
    Optional<Tensor> scaled(Tensor q, String scale, String zero, int axis) {
        Optional<Tensor> scales = of(scale);
        Optional<Tensor> zeros = zero.isEmpty() ? Optional.of(new Tensor(new float[1])) : of(zero);
        if (scales.isEmpty() || zeros.isEmpty()) return Optional.empty();
        int along = axis < 0 ? axis + q.rank() : axis;
        int inner = Arrays.stream(q.shape()).skip(along + 1L).reduce(1, Math::multiplyExact);
        Tensor out = Tensor.zeros(q.shape());
        for (int i = 0; i < out.size(); i++) {
            int at = q.rank() == 0 ? 0 : i / inner % q.size(along);
            out.data()[i] = (q.data()[i] - value(zeros.get(), at)) * value(scales.get(), at);
        }
        return Optional.of(out);
    }

    private static float value(Tensor t, int at) {
        return t.data()[t.size() == 1 ? 0 : at];
    }
}
