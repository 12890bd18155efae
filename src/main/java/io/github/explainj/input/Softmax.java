// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import io.github.explainj.onnx.Value;
import java.util.List;

/**
 * Applies the softmax function along one axis.
 *
 * @param axis position in {@code [N, C, spatial...]}
 */
record Softmax(int axis) implements Step {

    @Override
    public String id() {
        return "softmax";
    }

    @Override
    public Value append(Value x, List<Value> statistics) {
        return x.softmax(axis);
    }

    @Override
    public String describe() {
        return "softmax: along " + (axis == 1 ? "the channels" : "axis " + axis);
    }
}
