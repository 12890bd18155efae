// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.explainj.onnx.Graph;
import io.github.explainj.tensor.Tensor;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** A graph in a plain session of ONNX Runtime, with nothing of ours around it. */
public final class Ran implements AutoCloseable {

    private final OrtSession session;

    public Ran(Graph graph) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setSessionLogLevel(ai.onnxruntime.OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            if (graph.folder().isPresent())
                options.addConfigEntry("session.model_external_initializers_file_folder_path", graph.folder().get().toString());
            session = environment.createSession(graph.bytes(), options);
        }
    }

    /** Runs with float32 values and returns all outputs that hold floats. */
    public Map<String, Tensor> run(Map<String, Tensor> feeds) throws OrtException {
        Map<String, OnnxTensor> fed = new HashMap<>();
        for (Map.Entry<String, Tensor> e : feeds.entrySet())
            fed.put(e.getKey(), OnnxTensor.createTensor(OrtEnvironment.getEnvironment(),
                    FloatBuffer.wrap(e.getValue().data()), shape(e.getValue())));
        Map<String, Tensor> found = new LinkedHashMap<>();
        try (OrtSession.Result result = session.run(fed)) {
            for (Map.Entry<String, OnnxValue> e : result)
                if (e.getValue() instanceof OnnxTensor t && t.getInfo().type == ai.onnxruntime.OnnxJavaType.FLOAT) {
                    float[] data = new float[(int) t.getInfo().getNumElements()];
                    if (data.length > 0) t.getFloatBuffer().get(data);
                    found.put(e.getKey(), new Tensor(data, Arrays.stream(t.getInfo().getShape()).mapToInt(d -> (int) d).toArray()));
                }
        } finally {
            fed.values().forEach(OnnxTensor::close);
        }
        return found;
    }

    /** Runs a graph whose inputs and only output are doubles. */
    double number(Map<String, double[]> feeds, Map<String, long[]> shapes) throws OrtException {
        Map<String, OnnxTensor> fed = new HashMap<>();
        for (Map.Entry<String, double[]> e : feeds.entrySet())
            fed.put(e.getKey(), OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), DoubleBuffer.wrap(e.getValue()),
                    shapes.get(e.getKey())));
        try (OrtSession.Result result = session.run(fed)) {
            return ((OnnxTensor) result.get(0)).getDoubleBuffer().get(0);
        } finally {
            fed.values().forEach(OnnxTensor::close);
        }
    }

    static long[] shape(Tensor t) {
        return Arrays.stream(t.shape()).asLongStream().toArray();
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
