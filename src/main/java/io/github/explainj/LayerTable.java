// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import io.github.explainj.explain.FeatureMap;
import io.github.explainj.explain.Finding;
import io.github.explainj.explain.InnerTensors;
import io.github.explainj.input.InputCard;
import io.github.explainj.onnx.LayerInfo;
import io.github.explainj.onnx.Layers;
import io.github.explainj.onnx.Port;
import io.github.explainj.onnx.ReceptiveField;
import io.github.explainj.probe.Network;
import io.github.explainj.probe.Sample;
import io.github.explainj.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Lists the tensors inside a model that a target or a layer can name, with what is known of each. */
final class LayerTable {

    private static final Set<String> PER_AXIS = Set.of("receptive_field", "stride", "offset", "dropped");

    private final Explain explain;
    private final List<Integer> spatial;
    private final List<LayerInfo> layers;
    private final Set<String> gradCam;
    private final Set<String> differentiable;

    /** @param example its size is the one for which shapes are told */
    LayerTable(Explain explain, Sample example) {
        this.explain = explain;
        Network network = network(example);
        spatial = network.spatial();
        layers = Layers.of(network.graph(), network.shapes(), network.field());
        differentiable = orNone(() -> explain.model().differentiable());
        gradCam = gradCam(network);
    }

    private Network network(Sample example) {
        try {
            return explain.model().probe(List.of()).network(example);
        } catch (Problem e) {
            // a description is still of use without shapes
            InputCard first = explain.card().inputs().get(0);
            Map<String, List<Long>> none = new HashMap<>();
            return new Network(explain.graph(), first.name(), first.axes().spatialIndices(), none, ReceptiveField.of(explain.graph(), none, first.name()), List.of());
        }
    }

    private static Set<String> orNone(Supplier<Set<String>> tensors) {
        try {
            return tensors.get();
        } catch (Problem e) {
            return Set.of();
        }
    }

    /** Returns the tensors whose cells lie on the image's grid and towards which the first output can be differentiated. */
    private Set<String> gradCam(Network network) {
        List<Port> outputs = network.graph().outputs();
        if (outputs.isEmpty()) return Set.of();
        Set<String> ways = orNone(() -> explain.model().ways(outputs.get(0).name()));
        return InnerTensors.of(network).all().stream().filter(m -> !m.field().isEmpty() && m.cells() > 1).map(FeatureMap::tensor)
                .filter(t -> ways.contains(t) && !t.equals(network.input())).collect(Collectors.toSet());
    }

    /**
     * Returns a row per tensor in running order, the inputs first: operator, shape, trained numbers, multiply-adds,
     * and the receptive field in pixels of the first input; null where not known or everything.
     */
    List<Map<String, Object>> rows() {
        return layers.stream().map(this::row).toList();
    }

    private Map<String, Object> row(LayerInfo layer) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("tensor", layer.tensor());
        row.put("op", layer.op());
        row.put("shape", shape(layer));
        row.put("parameters", layer.parameters());
        row.put("multiply_adds", layer.cost().multiplyAdds() < 0 ? null : layer.cost().multiplyAdds());
        row.put("receptive_field", inSpace(layer.field(), ReceptiveField.Axis::size));
        row.put("stride", inSpace(layer.field(), ReceptiveField.Axis::stride));
        row.put("offset", inSpace(layer.field(), ReceptiveField.Axis::offset));
        row.put("dropped", layer.cost().dropped());
        row.put("grad_cam", gradCam.contains(layer.tensor()));
        row.put("differentiable", differentiable.contains(layer.tensor()));
        row.put("node", layer.name());
        return row;
    }

    private static List<Object> shape(LayerInfo layer) {
        return layer.shape().stream().map(n -> n < 0 ? "?" : (Object) n).toList();
    }

    private List<Object> inSpace(List<ReceptiveField.Axis> axes, ToDoubleFunction<ReceptiveField.Axis> value) {
        List<Object> values = new ArrayList<>();
        if (!axes.isEmpty()) for (int a : spatial) values.add(number(value.applyAsDouble(axes.get(a))));
        return values;
    }

    private static Object number(double value) {
        return value == Math.rint(value) && Double.isFinite(value) ? (Object) (long) value : Report.clean(value);
    }

    /** Returns the sums over all rows. */
    Map<String, Object> totals() {
        Map<String, Object> totals = new LinkedHashMap<>();
        totals.put("tensors", layers.size());
        totals.put("parameters", layers.stream().mapToLong(LayerInfo::parameters).sum());
        boolean known = layers.stream().noneMatch(l -> l.cost().multiplyAdds() < 0);
        totals.put("multiply_adds", known ? layers.stream().mapToLong(l -> l.cost().multiplyAdds()).sum() : null);
        totals.put("activations", layers.stream().map(LayerInfo::shape).filter(s -> !s.isEmpty() && !s.contains(-1L))
                .mapToLong(s -> s.stream().reduce(1L, (a, b) -> a * b)).sum());
        totals.put("dropping", layers.stream().filter(l -> l.cost().dropped().stream().anyMatch(d -> d > 0)).map(LayerInfo::tensor).toList());
        return totals;
    }

    /** Returns the spatial axes of the input, e.g. {@code yx}. */
    String axes() {
        return explain.card().inputs().get(0).axes().spatial();
    }

    /** Returns the rows with a column per number, for tables; NaN where not known or everything. */
    Finding.Scores table() {
        List<String> columns = new ArrayList<>();
        List<List<Object>> lines = new ArrayList<>();
        for (Map<String, Object> row : rows()) {
            List<Object> line = new ArrayList<>();
            columns.clear();
            row.forEach((key, value) -> {
                if (PER_AXIS.contains(key)) split(key, (List<?>) value, columns, line);
                else {
                    columns.add(key);
                    line.add(key.equals("shape") ? Sizes.shape((List<?>) value) : value == null ? Double.NaN : value);
                }
            });
            lines.add(line);
        }
        return new Finding.Scores(0, "layers", columns, lines, Map.of());
    }

    private void split(String key, List<?> values, List<String> columns, List<Object> line) {
        for (int a = 0; a < axes().length(); a++) {
            columns.add(key + "_" + axes().charAt(a));
            // a window has as many axes as the input has in space, unless they were folded away
            Object value = a < values.size() && values.size() == axes().length() ? values.get(a) : null;
            line.add(value == null ? Double.NaN : value);
        }
    }

    /** Returns the layers that depend on the image, as lines of a list. */
    List<LayerChoice> choices() {
        return layers.stream().filter(l -> !l.field().isEmpty() && !l.op().equals("Input"))
                .map(l -> new LayerChoice(l.tensor(), line(l), gradCam.contains(l.tensor()), l.cost().filters())).toList();
    }

    private String line(LayerInfo layer) {
        String line = layer.tensor() + "  " + layer.op() + "  " + shape(layer);
        List<Object> stride = inSpace(layer.field(), ReceptiveField.Axis::stride);
        if (stride.isEmpty() || stride.contains(null)) return line;
        return line + "  stride " + Sizes.text(stride) + ", field " + Sizes.text(inSpace(layer.field(), ReceptiveField.Axis::size));
    }
}
