// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.TensorInfo;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** Copies what a session returned, of any number type, into our tensors. */
final class Results {

    private Results() {}

    /**
     * Returns the values as floats.
     *
     * @param name names the tensor in the message when it holds no numbers
     */
    static Tensor tensor(String name, OnnxValue value) {
        if (!(value instanceof OnnxTensor t)) throw none(name, value.getType().toString());
        int[] shape = Arrays.stream(t.getInfo().getShape()).mapToInt(Math::toIntExact).toArray();
        float[] data = new float[Tensor.size(shape)];
        switch (t.getInfo().type) {
            case FLOAT, FLOAT16, BFLOAT16 -> copy(t.getFloatBuffer(), data);
            case STRING, UNKNOWN -> throw none(name, t.getInfo().onnxType.toString());
            default -> {
                ByteBuffer bytes = t.getByteBuffer();
                for (int i = 0; i < data.length; i++) data[i] = next(bytes, t.getInfo().onnxType);
            }
        }
        return new Tensor(data, shape);
    }

    private static void copy(FloatBuffer from, float[] to) {
        if (to.length > 0) from.get(to);
    }

    private static float next(ByteBuffer b, TensorInfo.OnnxTensorType type) {
        return switch (type) {
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_DOUBLE -> (float) b.getDouble();
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64, ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT64 -> b.getLong();
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT32 -> b.getInt();
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT32 -> Integer.toUnsignedLong(b.getInt());
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT16 -> b.getShort();
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT16 -> Short.toUnsignedInt(b.getShort());
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT8 -> b.get();
            default -> Byte.toUnsignedInt(b.get());
        };
    }

    private static Problem none(String name, String type) {
        return new Problem("M33", "The tensor \"" + name + "\" holds no numbers (" + type
                + "); choose one before it that does, by its name after @.");
    }
}
