// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.Value;
import java.util.List;

/**
 * Makes values representable in an element type, and goes on in float: whole-number types cut the
 * fraction off toward zero, bool turns everything but 0 into 1, float types change nothing.
 *
 * @param type what the model's author asked for
 */
record EnsureDtype(ElementType type) implements Step {

    @Override
    public String id() {
        return "ensure_dtype";
    }

    @Override
    public Value append(Value x, List<Value> statistics) {
        return type.isFloating() ? x : x.cast(type).cast(ElementType.FLOAT);
    }

    @Override
    public String describe() {
        return "ensure_dtype: " + type;
    }
}
