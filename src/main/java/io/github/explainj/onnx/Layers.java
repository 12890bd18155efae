// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import ai.onnx.proto.OnnxMl;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lists the operators of a graph in running order. */
public final class Layers {

    private Layers() {}

    /**
     * Returns one row per node that makes something from the input or reads weights.
     *
     * @param shapes of all tensors, for one input; may lack some
     * @param input whose receptive fields are shown
     */
    public static List<LayerInfo> of(Graph graph, Map<String, List<Long>> shapes, String input) {
        ReceptiveField field = ReceptiveField.of(graph, shapes, input);
        Map<String, Long> weights = weights(graph);
        Set<String> counted = new HashSet<>();
        List<LayerInfo> rows = new ArrayList<>();
        for (Node n : graph.nodes()) {
            if (n.op().equals("Constant") || n.outputs().isEmpty()) continue;
            long parameters = 0;
            for (String i : Order.reads(n.proto())) if (weights.containsKey(i) && counted.add(i)) parameters += weights.get(i);
            String tensor = n.outputs().get(0);
            List<ReceptiveField.Axis> seen = field.axes(tensor);
            if (parameters > 0 || !seen.isEmpty())
                rows.add(new LayerInfo(n.op(), n.name(), tensor, parameters, shapes.getOrDefault(tensor, List.of()), seen));
        }
        return rows;
    }

    /** Returns the number of trained numbers of the whole graph. */
    public static long parameters(Graph graph) {
        return weights(graph).values().stream().mapToLong(Long::longValue).sum();
    }

    /** Whole numbers of 64 bits are sizes and axes, not weights. */
    private static Map<String, Long> weights(Graph graph) {
        Map<String, Long> found = new HashMap<>();
        for (OnnxMl.TensorProto t : graph.proto().getGraph().getInitializerList()) {
            ElementType type = ElementType.of(t.getDataType());
            if (type != ElementType.INT64 && type != ElementType.BOOL && type != ElementType.STRING)
                found.put(t.getName(), t.getDimsList().stream().reduce(1L, (a, b) -> a * b));
        }
        return found;
    }
}
