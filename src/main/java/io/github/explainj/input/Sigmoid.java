// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import io.github.explainj.onnx.Value;
import java.util.List;

/** Applies the logistic function {@code 1 / (1 + exp(-x))}. */
record Sigmoid() implements Step {

    @Override
    public String id() {
        return "sigmoid";
    }

    @Override
    public Value append(Value x, List<Value> statistics) {
        return x.sigmoid();
    }

    @Override
    public String describe() {
        return "sigmoid: 1 / (1 + exp(-x))";
    }
}
