// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import io.github.explainj.gradient.Step;
import io.github.explainj.onnx.Node;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tells the gate from the signal in a product of two: {@code x sigmoid(x)}, a channel that is switched by
 * a Sigmoid, {@code x (1 + erf(x))}. Relevance follows the signal (Arras et al. 2017, arXiv:1706.07206).
 */
final class Gates {

    private static final Set<String> BOUNDED = Set.of("Sigmoid", "HardSigmoid", "Clip", "Erf", "Tanh", "Softmax");
    private static final Set<String> SCALED = Set.of("Mul", "Div", "Add");
    private static final Set<String> MOVED = Set.of("Reshape", "Unsqueeze", "Squeeze", "Expand", "Transpose", "Identity");

    private Gates() {}

    /** Returns which of two operands is the gate; empty when none is, or both are. */
    static Optional<Integer> of(Step s) {
        boolean first = isGate(s, s.node().inputs().get(0));
        boolean second = isGate(s, s.node().inputs().get(1));
        return first == second ? Optional.empty() : Optional.of(first ? 0 : 1);
    }

    /** A gate is bounded, but for a factor, an offset or a new shape. */
    private static boolean isGate(Step s, String tensor) {
        Optional<Node> made = s.producer(tensor);
        if (made.isEmpty()) return false;
        Node node = made.get();
        if (BOUNDED.contains(node.op())) return true;
        List<String> from = node.inputs().stream().filter(s::depends).toList();
        boolean through = MOVED.contains(node.op()) || SCALED.contains(node.op());
        return through && from.size() == 1 && isGate(s, from.get(0));
    }
}
