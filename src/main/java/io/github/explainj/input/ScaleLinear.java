// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import io.github.explainj.onnx.Value;
import io.github.explainj.tensor.Tensor;
import java.util.List;

/**
 * Multiplies and adds: {@code x * gain + offset}.
 *
 * @param gain broadcasts against {@code [1, C, spatial...]}
 * @param offset likewise
 */
record ScaleLinear(Tensor gain, Tensor offset) implements Step {

    @Override
    public String id() {
        return "scale_linear";
    }

    @Override
    public Value append(Value x, List<Value> statistics) {
        return x.times(x.builder().constant(gain)).plus(x.builder().constant(offset));
    }

    @Override
    public String describe() {
        return "scale_linear: x * " + Numbers.list(gain) + " + " + Numbers.list(offset);
    }
}
