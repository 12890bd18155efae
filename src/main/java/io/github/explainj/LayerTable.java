// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import io.github.explainj.input.InputCard;
import io.github.explainj.onnx.LayerInfo;
import io.github.explainj.onnx.Layers;
import io.github.explainj.onnx.ReceptiveField;
import io.github.explainj.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Lists the tensors inside a model that a target or a layer can name. */
final class LayerTable {

    private final Explain explain;
    private final InputCard first;

    LayerTable(Explain explain) {
        this.explain = explain;
        this.first = explain.card().inputs().get(0);
    }

    /**
     * Returns a row per tensor in running order: operator, shape for a batch of one, trained numbers,
     * and receptive field and stride in pixels of the first input; null where not known or everything.
     */
    List<Map<String, Object>> rows() {
        return Layers.of(explain.graph(), shapes(), first.name()).stream().map(this::row).toList();
    }

    private Map<String, Object> row(LayerInfo layer) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("tensor", layer.tensor());
        row.put("op", layer.op());
        row.put("shape", layer.shape().stream().map(n -> n < 0 ? "?" : (Object) n).toList());
        row.put("parameters", layer.parameters());
        row.put("receptive_field", inSpace(layer.field(), ReceptiveField.Axis::size));
        row.put("stride", inSpace(layer.field(), ReceptiveField.Axis::stride));
        return row;
    }

    private List<Object> inSpace(List<ReceptiveField.Axis> axes, ToDoubleFunction<ReceptiveField.Axis> value) {
        List<Object> values = new ArrayList<>();
        for (int a = 0; a < axes.size(); a++)
            if ("zyx".indexOf(first.axes().letters().charAt(a)) >= 0) values.add(number(value.applyAsDouble(axes.get(a))));
        return values;
    }

    private static Object number(double value) {
        return value == Math.rint(value) && Double.isFinite(value) ? (Object) (long) value : Report.clean(value);
    }

    private Map<String, List<Long>> shapes() {
        try {
            return explain.model().shapes(Example.of(explain.card()));
        } catch (Problem e) {
            // a description is still of use without them
            return Map.of();
        }
    }
}
