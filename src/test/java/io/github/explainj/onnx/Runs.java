// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.platform.Fp16Conversions;
import io.github.explainj.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs graphs whose inputs and outputs are numbers of any type; values are floats on this side. */
final class Runs {

    private static final OrtEnvironment ENV = OrtEnvironment.getEnvironment();

    private Runs() {}

    /** Returns all outputs of a run. */
    static Map<String, Tensor> all(Graph graph, Map<String, Tensor> inputs) throws OrtException {
        Map<String, OnnxTensor> fed = new HashMap<>();
        try (OrtSession.SessionOptions options = Sessions.options(graph);
                OrtSession session = ENV.createSession(graph.bytes(), options)) {
            for (String name : session.getInputNames()) {
                TensorInfo info = (TensorInfo) session.getInputInfo().get(name).getInfo();
                fed.put(name, tensor(info.type, inputs.get(name)));
            }
            Map<String, Tensor> results = new LinkedHashMap<>();
            try (OrtSession.Result result = session.run(fed)) {
                for (var e : result) results.put(e.getKey(), floats((OnnxTensor) e.getValue()));
            }
            return results;
        } finally {
            fed.values().forEach(OnnxTensor::close);
        }
    }

    private static OnnxTensor tensor(OnnxJavaType type, Tensor t) throws OrtException {
        long[] shape = Arrays.stream(t.shape()).asLongStream().toArray();
        float[] v = t.data();
        return switch (type) {
            case FLOAT -> OnnxTensor.createTensor(ENV, FloatBuffer.wrap(v), shape);
            case FLOAT16 -> OnnxTensor.createTensor(ENV,
                    Fp16Conversions.convertFloatBufferToFp16Buffer(FloatBuffer.wrap(v)), shape, type);
            case DOUBLE -> {
                DoubleBuffer b = DoubleBuffer.allocate(v.length);
                for (float x : v) b.put(x);
                yield OnnxTensor.createTensor(ENV, b.flip(), shape);
            }
            case INT64 -> {
                LongBuffer b = LongBuffer.allocate(v.length);
                for (float x : v) b.put((long) x);
                yield OnnxTensor.createTensor(ENV, b.flip(), shape);
            }
            case INT32 -> {
                IntBuffer b = IntBuffer.allocate(v.length);
                for (float x : v) b.put((int) x);
                yield OnnxTensor.createTensor(ENV, b.flip(), shape);
            }
            default -> {
                ByteBuffer b = ByteBuffer.allocateDirect(v.length).order(ByteOrder.nativeOrder());
                for (float x : v) b.put((byte) x);
                yield OnnxTensor.createTensor(ENV, b.flip(), shape, type);
            }
        };
    }

    private static Tensor floats(OnnxTensor t) {
        TensorInfo info = t.getInfo();
        int[] shape = Arrays.stream(info.getShape()).mapToInt(Math::toIntExact).toArray();
        float[] v = new float[Math.toIntExact(info.getNumElements())];
        switch (info.type) {
            case DOUBLE -> {
                DoubleBuffer b = t.getDoubleBuffer();
                for (int i = 0; i < v.length; i++) v[i] = (float) b.get(i);
            }
            case INT64 -> {
                LongBuffer b = t.getLongBuffer();
                for (int i = 0; i < v.length; i++) v[i] = b.get(i);
            }
            case INT32 -> {
                IntBuffer b = t.getIntBuffer();
                for (int i = 0; i < v.length; i++) v[i] = b.get(i);
            }
            case BOOL, UINT8, INT8 -> {
                ByteBuffer b = t.getByteBuffer();
                for (int i = 0; i < v.length; i++) v[i] = b.get(i);
            }
            default -> t.getFloatBuffer().get(v);
        }
        return new Tensor(v, shape);
    }
}
