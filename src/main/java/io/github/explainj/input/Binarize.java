// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.Value;
import io.github.explainj.tensor.Tensor;
import java.util.List;

/**
 * Sets values above a threshold to 1, others to 0.
 *
 * @param threshold broadcasts against {@code [1, C, spatial...]}
 */
record Binarize(Tensor threshold) implements Step {

    @Override
    public String id() {
        return "binarize";
    }

    @Override
    public Value append(Value x, List<Value> statistics) {
        return x.builder().op("Greater", x, x.builder().constant(threshold)).cast(ElementType.FLOAT);
    }

    @Override
    public String describe() {
        return "binarize: 1 where x > " + Numbers.list(threshold) + ", else 0";
    }
}
