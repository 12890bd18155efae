// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.Node;
import java.util.HashSet;
import java.util.Set;

/**
 * The tensors that a gradient can pass: floats, and floats that were quantised, also when their whole
 * numbers were moved about since. The gradient of a quantised tensor is per step of its numbers.
 */
final class Carriers {

    /** What moves elements without looking at them. */
    private static final Set<String> MOVING = Set.of("Identity", "Reshape", "Flatten", "Transpose", "Squeeze", "Unsqueeze",
            "Concat", "Split", "Slice", "Expand", "Tile", "Gather", "DepthToSpace", "SpaceToDepth", "MaxPool");

    private Carriers() {}

    /**
     * Returns all of a graph.
     *
     * @param floats the tensors that hold floats
     */
    static Set<String> of(Graph graph, Set<String> floats) {
        Set<String> all = new HashSet<>(floats);
        for (Node n : graph.nodes())
            if (n.domain().isEmpty() && carries(n, all))
                // the second result of a MaxPool is where the maxima are
                all.addAll(n.op().equals("MaxPool") ? n.outputs().subList(0, 1) : n.outputs());
        return all;
    }

    private static boolean carries(Node n, Set<String> carriers) {
        if (n.op().equals("QuantizeLinear")) return true;
        return MOVING.contains(n.op()) && n.inputs().stream().anyMatch(carriers::contains);
    }
}
