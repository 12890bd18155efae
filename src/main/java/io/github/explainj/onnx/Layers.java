// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import io.github.explainj.onnx.LayerInfo.Cost;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lists what a graph makes, in running order. */
public final class Layers {

    private static final Set<String> WINDOWS = Set.of("Conv", "FusedConv", "ConvInteger", "QLinearConv", "MaxPool",
            "AveragePool", "LpPool", "QLinearAveragePool");

    private final Shapes shapes;
    private final ReceptiveField field;
    private final LayerWeights weights;

    private Layers(Shapes shapes, ReceptiveField field, LayerWeights weights) {
        this.shapes = shapes;
        this.field = field;
        this.weights = weights;
    }

    /**
     * Returns one row per input and per tensor that depends on an input or is made from weights.
     *
     * @param shapes of all tensors, for one input; may lack some
     * @param field of the input whose receptive fields are shown
     */
    public static List<LayerInfo> of(Graph graph, Map<String, List<Long>> shapes, ReceptiveField field) {
        Layers layers = new Layers(new Shapes(graph, shapes), field, LayerWeights.of(graph));
        List<LayerInfo> rows = new ArrayList<>();
        graph.inputs().forEach(p -> rows.add(layers.row("Input", p.name(), p.name(), Cost.NONE)));
        for (Node n : graph.nodes())
            if (!n.op().equals("Constant") && (layers.weights.isFed(n) || layers.weights.hasAny(n))) layers.add(n, rows);
        return rows;
    }

    private void add(Node n, List<LayerInfo> rows) {
        Cost cost = cost(n);
        for (String output : n.outputs()) {
            if (output.isEmpty()) continue;
            rows.add(row(n.op(), n.name(), output, cost));
            cost = Cost.NONE;
        }
    }

    private LayerInfo row(String op, String name, String tensor, Cost cost) {
        return new LayerInfo(op, name, tensor, shapes.of(tensor), field.axes(tensor), cost);
    }

    private Cost cost(Node n) {
        List<String> own = weights.of(n);
        List<Long> dropped = WINDOWS.contains(n.op()) ? new WindowRule(n, shapes).dropped(n.outputs().get(0)) : List.of();
        return new Cost(own, weights.hasFilters(n), weights.count(own), new MultiplyAdds(n, shapes).count(), dropped);
    }

    /** Returns the number of trained numbers of the whole graph, each counted once. */
    public static long parameters(Graph graph) {
        LayerWeights weights = LayerWeights.of(graph);
        return graph.nodes().stream().mapToLong(n -> weights.count(weights.of(n))).sum();
    }
}
