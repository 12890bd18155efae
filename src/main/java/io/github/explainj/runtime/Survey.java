// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import io.github.explainj.gradient.Known;
import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.Port;
import io.github.explainj.onnx.ShapeGraph;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds what can be known of a graph's tensors without running it. */
public final class Survey {

    private Survey() {}

    /**
     * Returns shapes and types of inputs, initialisers and all that nodes make; -1 for a size that
     * shapes alone do not tell.
     */
    public static Known of(Graph graph) {
        Map<String, List<Long>> shapes = new HashMap<>();
        Set<String> floats = new HashSet<>();
        try (Session session = Session.unoptimised(ShapeGraph.of(graph))) {
            Map<String, NodeInfo> found = session.ort().getOutputInfo();
            for (String t : graph.tensors())
                if (found.get(t).getInfo() instanceof TensorInfo info) {
                    shapes.put(t, Arrays.stream(info.getShape()).boxed().toList());
                    if (info.type == OnnxJavaType.FLOAT) floats.add(t);
                }
        } catch (OrtException e) {
            throw OrtErrors.explain(e, "the model");
        }
        for (Port p : graph.inputs()) {
            shapes.put(p.name(), p.dims());
            if (p.type() == ElementType.FLOAT) floats.add(p.name());
        }
        for (String i : graph.initialisers()) {
            shapes.put(i, graph.initialiserDims(i).orElseThrow());
            if (graph.initialiserType(i).orElseThrow() == ElementType.FLOAT) floats.add(i);
        }
        return new Known(shapes, floats, Map.of());
    }
}
