// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import io.github.explainj.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shapes of tensors, from a session and from what the file says; and the values of settings that are computed. */
final class Shapes {

    private final Graph graph;
    private final Map<String, List<Long>> known;
    private final Map<String, Tensor> values;

    Shapes(Graph graph, Map<String, List<Long>> known) {
        this(graph, known, Map.of());
    }

    /** @param values of tensors that do not depend on what is in the input, as far as they are known */
    Shapes(Graph graph, Map<String, List<Long>> known, Map<String, Tensor> values) {
        this.graph = graph;
        this.values = Map.copyOf(values);
        this.known = new HashMap<>(known);
        for (Port p : graph.inputs()) this.known.putIfAbsent(p.name(), p.dims());
    }

    /** Returns the value of a tensor that does not depend on the input; empty when it is not known. */
    Optional<Tensor> constant(String tensor) {
        return values.containsKey(tensor) ? Optional.of(values.get(tensor)) : graph.constant(tensor);
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
