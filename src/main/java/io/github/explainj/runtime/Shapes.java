// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.probe.Sample;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the shape of every tensor with a session that computes nothing. */
final class Shapes {

    private Shapes() {}

    static Map<String, List<Long>> inferred(OrtModel model, Sample input) {
        GraphBuilder b = model.front().builder(input.x().shape());
        Graph base = model.front().graph();
        List<String> names = base.tensors();
        for (String t : names) b.output(b.value(t));
        try (Session session = Session.unoptimised(b.build())) {
            Map<String, List<Long>> shapes = new LinkedHashMap<>();
            for (Map.Entry<String, NodeInfo> e : session.ort().getOutputInfo().entrySet())
                if (e.getValue().getInfo() instanceof TensorInfo t)
                    shapes.put(e.getKey(), Arrays.stream(t.getShape()).boxed().toList());
            return shapes;
        } catch (OrtException e) {
            throw OrtErrors.explain(e, model.name());
        }
    }
}
