// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.explainj.onnx.Graph;
import io.github.explainj.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Runs fragments with ONNX Runtime itself, for tests of this package alone. */
final class OrtRunner implements Runner {

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();

    @Override
    public Tensor run(Graph fragment, Map<String, Tensor> feeds) {
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try (OrtSession session = environment.createSession(fragment.bytes())) {
            for (Map.Entry<String, Tensor> e : feeds.entrySet())
                inputs.put(e.getKey(), OnnxTensor.createTensor(environment, FloatBuffer.wrap(e.getValue().data()),
                        Arrays.stream(e.getValue().shape()).asLongStream().toArray()));
            try (OrtSession.Result result = session.run(inputs)) {
                OnnxTensor out = (OnnxTensor) result.get(0);
                float[] values = new float[out.getFloatBuffer().remaining()];
                out.getFloatBuffer().get(values);
                return new Tensor(values, Arrays.stream(out.getInfo().getShape()).mapToInt(s -> (int) s).toArray());
            }
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }
}
