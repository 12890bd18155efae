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
 */
public record ModelFacts(Graph graph, boolean batched, Map<String, List<String>> classes,
        Map<String, String> activations) {

    public ModelFacts {
        classes = Map.copyOf(classes);
        activations = Map.copyOf(activations);
    }
}
