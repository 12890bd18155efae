// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.ShapeGraph;
import io.github.explainj.probe.Sample;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the shape of every tensor, as far as it can without a run; the others with one. */
final class Shapes {

    private Shapes() {}

    /** Returns all shapes for one sample; -1 only where not even a run tells. */
    static Map<String, List<Long>> of(OrtModel model, Sample input) {
        Map<String, List<Long>> shapes = inferred(model, input);
        // an unknown number of axes reads like a number without axes
        List<String> open = shapes.keySet().stream().filter(t -> shapes.get(t).isEmpty() || shapes.get(t).contains(-1L)).toList();
        if (open.isEmpty()) return shapes;
        try {
            model.run(input, open).forEach((name, t) -> shapes.put(name, shape(t)));
        } catch (Problem cannotRun) {
            // a tensor of texts, or a sample that the model refuses: the shapes stay open
            return shapes;
        }
        return shapes;
    }

    private static List<Long> shape(Tensor t) {
        return Arrays.stream(t.shape()).asLongStream().boxed().toList();
    }

    /** Asks a session that computes nothing. */
    static Map<String, List<Long>> inferred(OrtModel model, Sample input) {
        Graph graph = ShapeGraph.of(model.front().builder(rows(model, input)).build());
        List<String> own = model.front().graph().tensors();
        try (Session session = Session.unoptimised(graph)) {
            Map<String, NodeInfo> found = session.ort().getOutputInfo();
            Map<String, List<Long>> shapes = new LinkedHashMap<>();
            for (String t : own)
                if (found.get(t).getInfo() instanceof TensorInfo info)
                    shapes.put(t, Arrays.stream(info.getShape()).boxed().toList());
            return shapes;
        } catch (OrtException e) {
            throw OrtErrors.explain(e, model.name());
        }
    }

    /** Returns the shape of the input for one sample; a fixed batch axis keeps its size. */
    private static int[] rows(OrtModel model, Sample input) {
        int[] shape = input.x().shape();
        shape[0] = Math.max(1, model.front().batch());
        return shape;
    }
}
