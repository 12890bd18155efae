// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.probe;

import io.github.explainj.tensor.Tensor;
import java.util.Map;

/** Takes the values of inner tensors, input by input. */
@FunctionalInterface
public interface ActivationSink {

    /**
     * @param index which input, from 0
     * @param values by tensor, in their own shapes with a batch axis of 1; valid after the call
     * @return whether to go on
     */
    boolean accept(int index, Map<String, Tensor> values);
}
