// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.github.explainj.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Native tensors that are made once and fed in many runs. Closing it closes them all. */
final class Feeds implements AutoCloseable {

    private final List<OnnxTensor> opened = new ArrayList<>();

    /** Makes a buffer that ONNX Runtime reads and writes in place. */
    static FloatBuffer buffer(long floats) throws OrtException {
        try {
            int bytes = Math.toIntExact(Math.multiplyExact(4, floats));
            return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder()).asFloatBuffer();
        } catch (OutOfMemoryError | ArithmeticException e) {
            throw new OrtException("out of memory for " + floats + " floats outside the heap: " + e.getMessage());
        }
    }

    /** Shows the beginning of a buffer as a tensor, without a copy. */
    OnnxTensor view(FloatBuffer buffer, long... shape) throws OrtException {
        int size = 1;
        for (long s : shape) size = Math.multiplyExact(size, Math.toIntExact(s));
        OnnxTensor t = OnnxTensor.createTensor(Natives.environment(), buffer.slice(0, size), shape);
        opened.add(t);
        return t;
    }

    /** Copies a tensor. */
    OnnxTensor copy(Tensor t) throws OrtException {
        FloatBuffer buffer = buffer(t.size());
        buffer.put(0, t.data());
        return view(buffer, Arrays.stream(t.shape()).asLongStream().toArray());
    }

    Map<String, OnnxTensor> copies(Map<String, Tensor> tensors) throws OrtException {
        Map<String, OnnxTensor> copies = new LinkedHashMap<>();
        for (Map.Entry<String, Tensor> e : tensors.entrySet()) copies.put(e.getKey(), copy(e.getValue()));
        return copies;
    }

    @Override
    public void close() {
        opened.forEach(OnnxTensor::close);
        opened.clear();
    }
}
