// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.github.explainj.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs graphs in ONNX Runtime. */
final class Sessions {

    private static final OrtEnvironment ENV = OrtEnvironment.getEnvironment();

    private Sessions() {}

    static OrtSession.SessionOptions options(Graph graph) throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(1);
        if (graph.folder().isPresent())
            options.addConfigEntry("session.model_external_initializers_file_folder_path", graph.folder().get().toString());
        return options;
    }

    /** Returns all float outputs of a run. */
    static Map<String, Tensor> run(Graph graph, Map<String, Tensor> inputs) throws OrtException {
        Map<String, OnnxTensor> fed = new HashMap<>();
        try (OrtSession.SessionOptions options = options(graph);
                OrtSession session = ENV.createSession(graph.bytes(), options)) {
            for (Map.Entry<String, Tensor> e : inputs.entrySet())
                fed.put(e.getKey(), OnnxTensor.createTensor(ENV, FloatBuffer.wrap(e.getValue().data()), longs(e.getValue().shape())));
            Map<String, Tensor> results = new LinkedHashMap<>();
            try (OrtSession.Result result = session.run(fed)) {
                for (var e : result) {
                    OnnxTensor t = (OnnxTensor) e.getValue();
                    results.put(e.getKey(), new Tensor(t.getFloatBuffer().array(),
                            Arrays.stream(t.getInfo().getShape()).mapToInt(Math::toIntExact).toArray()));
                }
            }
            return results;
        } finally {
            fed.values().forEach(OnnxTensor::close);
        }
    }

    private static long[] longs(int[] shape) {
        return Arrays.stream(shape).asLongStream().toArray();
    }

    /** Returns what a session says of all shapes, without a run. */
    static Map<String, List<Long>> shapes(Graph graph) throws OrtException {
        Graph shapes = ShapeGraph.of(graph);
        Map<String, List<Long>> found = new HashMap<>();
        try (OrtSession.SessionOptions options = options(shapes)) {
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
            try (OrtSession session = ENV.createSession(shapes.bytes(), options)) {
                for (NodeInfo info : session.getOutputInfo().values())
                    if (info.getInfo() instanceof TensorInfo t)
                        found.put(info.getName(), Arrays.stream(t.getShape()).boxed().toList());
            }
        }
        return found;
    }
}
