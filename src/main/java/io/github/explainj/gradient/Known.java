// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import io.github.explainj.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is known of a graph's tensors before it runs.
 *
 * @param shapes of every tensor, inputs and initialisers included; -1 where the size is the batch's, or
 *     depends on it
 * @param floats the tensors that hold float32; gradients flow through these alone
 * @param values of tensors that are no initialisers and yet the same in every run: axes, sizes, pads
 *     that are computed from shapes
 */
public record Known(Map<String, List<Long>> shapes, Set<String> floats, Map<String, Tensor> values) {

    public Known {
        shapes = Map.copyOf(shapes);
        floats = Set.copyOf(floats);
        values = Map.copyOf(values);
    }
}
