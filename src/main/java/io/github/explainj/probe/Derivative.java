// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.probe;

import io.github.explainj.tensor.Tensor;
import java.util.Map;

/**
 * The gradient of one target at one sample.
 *
 * @param score the target's score at the sample
 * @param gradients per name that was asked for: {@code [1, C, spatial...]} for the explained input, else
 *     the tensor's own shape with a batch axis of 1; in score per unit of the tensor
 * @param values the tensors' values at the sample, in the same shapes
 */
public record Derivative(float score, Map<String, Tensor> gradients, Map<String, Tensor> values) {

    /** Returns the only gradient. */
    public Tensor gradient() {
        return gradients.values().iterator().next();
    }
}
