// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Shapes of tensors, from a session and from what the file says. */
final class Shapes {

    private final Graph graph;
    private final Map<String, List<Long>> known;

    Shapes(Graph graph, Map<String, List<Long>> known) {
        this.graph = graph;
        this.known = new HashMap<>(known);
        for (Port p : graph.inputs()) this.known.putIfAbsent(p.name(), p.dims());
    }

    /** Returns a shape, -1 for unknown sizes; empty when nothing is known. */
    List<Long> of(String tensor) {
        List<Long> shape = known.get(tensor);
        return shape != null ? shape : graph.initialiserDims(tensor).orElse(List.of());
    }

    /** Returns a size; -1 when it is not known. */
    long size(String tensor, int axis) {
        List<Long> shape = of(tensor);
        return axis < shape.size() ? shape.get(axis) : -1;
    }
}
