// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.Node;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out from a graph's operators whether channels come first: a convolution or pooling wants them
 * first by ONNX's definition, a Transpose in front of or behind them gives the other order away.
 */
final class LayoutEvidence {

    private static final Set<String> SPATIAL = Set.of("Conv", "ConvTranspose", "MaxPool", "AveragePool", "BatchNormalization",
            "InstanceNormalization", "GlobalAveragePool", "GlobalMaxPool", "LRN", "ConvInteger", "QLinearConv");
    private static final Set<String> ELEMENTWISE = Set.of("Identity", "Cast", "Add", "Sub", "Mul", "Div", "Pad", "Clip", "Relu",
            "Sigmoid", "Softmax", "Tanh", "Neg", "Sqrt", "Pow", "QuantizeLinear", "DequantizeLinear", "LeakyRelu", "Dropout",
            "LogSoftmax", "HardSigmoid");

    private LayoutEvidence() {}

    /** Returns whether channels are last in an input; empty when the operators do not say. */
    static Optional<Boolean> channelsLastIn(Graph graph, String input, int rank) {
        Deque<String> open = new ArrayDeque<>(List.of(input));
        Set<String> seen = new HashSet<>();
        while (!open.isEmpty()) {
            String tensor = open.poll();
            if (!seen.add(tensor)) continue;
            for (Node n : graph.nodes()) {
                if (n.inputs().isEmpty() || !n.inputs().contains(tensor)) continue;
                if (SPATIAL.contains(n.op())) return Optional.of(false);
                if (n.op().equals("Transpose")) return Optional.of(n.integers("perm").equals(lastToFront(rank)));
                if (ELEMENTWISE.contains(n.op())) open.addAll(n.outputs());
            }
        }
        return Optional.empty();
    }

    /** Returns whether channels are last in an output; empty when the operators do not say. */
    static Optional<Boolean> channelsLastOut(Graph graph, String output, int rank) {
        String tensor = output;
        for (int i = 0; i < 20; i++) {
            Optional<Node> made = graph.producer(tensor);
            if (made.isEmpty()) return Optional.empty();
            Node n = made.get();
            if (SPATIAL.contains(n.op())) return Optional.of(false);
            if (n.op().equals("Transpose")) return Optional.of(n.integers("perm").equals(frontToLast(rank)));
            if (!ELEMENTWISE.contains(n.op())) return Optional.empty();
            tensor = n.inputs().stream().filter(t -> graph.producer(t).isPresent()).findFirst().orElse("");
        }
        return Optional.empty();
    }

    /** Returns {@code 0, rank - 1, 1, 2, ...}. */
    private static List<Long> lastToFront(int rank) {
        return java.util.stream.LongStream.range(0, rank).map(a -> a == 0 ? 0 : a == 1 ? rank - 1 : a - 1).boxed().toList();
    }

    /** Returns {@code 0, 2, 3, ..., 1}. */
    private static List<Long> frontToLast(int rank) {
        return java.util.stream.LongStream.range(0, rank).map(a -> a == 0 ? 0 : a == rank - 1 ? 1 : a + 1).boxed().toList();
    }
}
