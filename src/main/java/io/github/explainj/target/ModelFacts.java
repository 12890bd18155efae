// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import io.github.explainj.onnx.Graph;
import java.util.List;
import java.util.Map;

/**
 * What targets need to know of a model.
 *
 * @param graph the model as the user gave it
 * @param batched whether axis 0 of its tensors is the batch
 * @param classes class names per output tensor; empty where unknown
 * @param activations what the package's postprocessing ends in, per output: {@code none}, {@code
 *     softmax} or {@code sigmoid}
 * @param axes axes of tensors whose layout is known, one letter each, e.g. {@code byxc}: {@code b}
 *     batch, {@code c} channel, {@code z y x} space, {@code t} time, {@code i} index; channels first
 *     where nothing is known
 */
public record ModelFacts(Graph graph, boolean batched, Map<String, List<String>> classes,
        Map<String, String> activations, Map<String, String> axes) {

    public ModelFacts {
        classes = Map.copyOf(classes);
        activations = Map.copyOf(activations);
        axes = Map.copyOf(axes);
    }

    /** Takes all tensors as channels first. */
    public ModelFacts(Graph graph, boolean batched, Map<String, List<String>> classes,
            Map<String, String> activations) {
        this(graph, batched, classes, activations, Map.of());
    }

    /** Returns whether the model runs one sample at a time, so that all its tensors are of that sample. */
    boolean oneSample() {
        return !batched || graph.inputs().stream().limit(1).anyMatch(p -> p.rank() > 0 && p.dims().get(0) == 1);
    }
}
