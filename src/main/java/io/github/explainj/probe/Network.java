// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.probe;

import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.ReceptiveField;
import io.github.explainj.target.Resolved;
import java.util.List;
import java.util.Map;

/**
 * What a network is made of, at the size of one input.
 *
 * @param graph the model as the user gave it
 * @param input name of the explained input
 * @param spatial the spatial axes of that input in its own layout: 2, 3 of {@code [N, C, H, W]}
 * @param shapes of all tensors for one such input, -1 where unknown
 * @param field what each element of each tensor sees of the input, per axis of its own layout
 * @param targets what the probe scores, in order
 */
public record Network(Graph graph, String input, List<Integer> spatial, Map<String, List<Long>> shapes,
        ReceptiveField field, List<Resolved> targets) {

    public Network {
        spatial = List.copyOf(spatial);
        shapes = Map.copyOf(shapes);
        targets = List.copyOf(targets);
    }
}
