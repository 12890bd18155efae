// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import io.github.explainj.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** Copies what a session returned into our tensors. */
final class Results {

    private Results() {}

    static Tensor tensor(OnnxValue value) {
        OnnxTensor t = (OnnxTensor) value;
        int[] shape = Arrays.stream(t.getInfo().getShape()).mapToInt(Math::toIntExact).toArray();
        float[] data = new float[Tensor.size(shape)];
        FloatBuffer found = t.getFloatBuffer();
        if (found != null) found.get(data);
        return new Tensor(data, shape);
    }
}
