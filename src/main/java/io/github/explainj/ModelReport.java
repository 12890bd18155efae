// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import io.github.explainj.explain.Finding;
import io.github.explainj.input.InputCard;
import io.github.explainj.input.ModelCard;
import io.github.explainj.input.OutputCard;
import io.github.explainj.input.Preprocessing;
import io.github.explainj.input.TestTensors;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.Port;
import io.github.explainj.probe.Sample;
import io.github.explainj.problem.Problem;
import io.github.explainj.runtime.Fragments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Describes an open model: as the map of {@code info --json} and as text. */
public final class ModelReport {

    private final Explain explain;
    private final ModelCard card;
    private final Graph graph;
    private final LayerTable layers;

    /** Tells the sizes of layers for an example's size: free axes are 64 long. */
    public ModelReport(Explain explain) {
        this(explain, List.of());
    }

    /**
     * Tells the sizes of layers for an image of a size.
     *
     * @param size {@code (D,) H, W}; empty for the example's
     * @throws Problem A06 for a size that the model cannot take
     */
    public ModelReport(Explain explain, List<Integer> size) {
        this(explain, Example.of(explain.card(), size));
    }

    /** Tells the sizes of layers for an image as the model is fed it, or for its first tile. */
    public ModelReport(Explain explain, Prepared image) {
        this(explain, image.pieces().get(0).sample());
    }

    private ModelReport(Explain explain, Sample example) {
        this.explain = explain;
        this.card = explain.card();
        this.graph = explain.graph();
        this.layers = new LayerTable(explain, example);
    }

    /** Returns file, versions, inputs, outputs, layers and what was inferred. */
    public Map<String, Object> json() {
        Map<String, Object> m = facts();
        m.put("totals", layers.totals());
        m.put("layers", layers.rows());
        return m;
    }

    /** Returns all but the layers. */
    private Map<String, Object> facts() {
        Map<String, Object> m = new LinkedHashMap<>();
        m.put("name", card.name());
        m.put("description", card.description());
        m.put("file", card.weights().getFileName().toString());
        m.put("sha256", explain.sha256());
        m.put("source", card.source());
        m.put("licence", card.licence());
        m.put("citations", card.citations());
        m.put("producer", graph.producer());
        m.put("opset", graph.opset());
        m.put("ir_version", graph.irVersion());
        m.put("nodes", graph.nodes().size());
        m.put("provider", explain.model().provider());
        m.put("inputs", card.inputs().stream().map(this::input).toList());
        m.put("outputs", card.outputs().stream().map(this::output).toList());
        m.put("remarks", remarks());
        return m;
    }

    /** Returns the layers as a table: a row per tensor, sizes and fields in a column per axis. */
    public Finding.Scores layers() {
        return layers.table();
    }

    private List<String> remarks() {
        List<String> all = new ArrayList<>(card.remarks());
        all.addAll(tested());
        all.addAll(explain.warnings());
        all.addAll(explain.model().remarks());
        return all;
    }

    /** Runs a package on its own test tensors and says whether they are reproduced. */
    private List<String> tested() {
        if (card.inputs().size() != 1) return List.of();
        List<String> names = card.outputs().stream().map(OutputCard::name).toList();
        try {
            return TestTensors.verify(card, fed -> {
                Prepared own = explain.prepare("test tensor", fed);
                return explain.model().run(own.pieces().get(0).sample(), names);
            }, Fragments::run);
        } catch (Problem p) {
            return List.of(p.getMessage());
        }
    }

    private Map<String, Object> input(InputCard input) {
        Map<String, Object> m = tensor(input.name(), graph.inputs());
        m.put("axes", input.axes().letters());
        m.put("sizes", sizes(input));
        m.put("channels", input.channels());
        m.put("pixel_size_um", Report.clean(input.micrometres()));
        m.put("background", input.background());
        m.put("preprocessing", steps(input.preprocessing()));
        return m;
    }

    private Map<String, Object> output(OutputCard output) {
        Map<String, Object> m = tensor(output.name(), graph.outputs());
        m.put("axes", output.axes().letters());
        m.put("classes", output.classes());
        m.put("activation", output.activation());
        List<String> obstacles = obstacles(output.name());
        m.put("differentiable", obstacles.isEmpty());
        m.put("no_gradient_through", obstacles);
        m.put("postprocessing", steps(output.postprocessing()));
        return m;
    }

    /** Returns the nodes that prevent an output from being differentiated; none when gradient methods work. */
    private List<String> obstacles(String output) {
        return explain.model().obstacles(output).stream().map(Object::toString).toList();
    }

    private static Map<String, Object> tensor(String name, List<Port> ports) {
        Map<String, Object> m = new LinkedHashMap<>();
        m.put("name", name);
        ports.stream().filter(p -> p.name().equals(name)).findFirst().ifPresent(p -> {
            m.put("type", p.type().name().toLowerCase(Locale.ROOT));
            m.put("shape", shape(p));
        });
        return m;
    }

    /** Writes a shape with numbers where it is fixed, names where it has them, and null elsewhere. */
    private static List<Object> shape(Port port) {
        List<Object> shape = new ArrayList<>();
        for (int i = 0; i < port.rank(); i++) {
            String symbol = port.symbols().get(i);
            shape.add(port.dims().get(i) >= 0 ? port.dims().get(i) : symbol.isEmpty() ? null : symbol);
        }
        return shape;
    }

    private static List<Object> sizes(InputCard input) {
        List<Object> sizes = new ArrayList<>();
        for (InputCard.Size s : input.sizes()) {
            Map<String, Object> size = new LinkedHashMap<>();
            size.put("min", s.min());
            size.put("step", s.step());
            sizes.add(size);
        }
        return sizes;
    }

    private static List<String> steps(Preprocessing preprocessing) {
        return preprocessing.steps().stream().map(s -> s.describe()).toList();
    }

    /** Returns the same as lines of text, the layers last, in columns of together at most 120 characters. */
    public String text() {
        StringBuilder text = new StringBuilder();
        facts().forEach((key, value) -> line(text, key, value));
        return text + "\n" + new LayerText(layers).text();
    }

    private static void line(StringBuilder text, String key, Object value) {
        if (value instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof Map<?, ?>)
            list.forEach(v -> text.append(LayerText.entry(key, row((Map<?, ?>) v))));
        else if (value instanceof List<?> list) list.forEach(v -> text.append(LayerText.entry(key, v)));
        else if (value != null && !value.equals("")) text.append(LayerText.entry(key, value));
    }

    private static String row(Map<?, ?> map) {
        List<String> parts = new ArrayList<>();
        map.forEach((k, v) -> {
            if (v != null && !v.equals("") && !v.equals(List.of())) parts.add(k.equals("name") || k.equals("tensor") ? String.valueOf(v)
                    : k + " " + (k.equals("sizes") ? ((List<?>) v).stream().map(size -> size((Map<?, ?>) size)).toList() : v));
        });
        return String.join(", ", parts);
    }

    /** Writes one size, or the smallest and the step of those that a model takes. */
    private static String size(Map<?, ?> size) {
        String least = String.valueOf(size.get("min"));
        String step = String.valueOf(size.get("step"));
        return step.equals("0") ? least : step.equals("1") ? "from " + least : "from " + least + " by " + step;
    }
}
