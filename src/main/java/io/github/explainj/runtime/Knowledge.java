// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import io.github.explainj.gradient.Known;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.Node;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds what is known of a model's tensors before it runs on other samples: a batch of one and a batch
 * of two tell what the batch axis is, and one run of each what shapes alone do not tell.
 */
final class Knowledge {

    private final Forward forward;
    private final Runs.Run run;

    Knowledge(Forward forward, Runs.Run run) {
        this.forward = forward;
        this.run = run;
    }

    /** What was found; {@code one} at the smallest batch, where no size is open. */
    record Found(Known known, Map<String, List<Long>> one, boolean free) {}

    Found found() {
        Known one = at(forward.rows());
        if (!forward.isFree()) return new Found(one, one.shapes(), false);
        Known two;
        try {
            two = at(2);
        } catch (Problem cannotRunTwo) {
            // the axis is free by its declaration only
            return new Found(one, one.shapes(), false);
        }
        return new Found(both(one, two), one.shapes(), true);
    }

    private Known at(int rows) {
        Graph graph = forward.with(rows).builder().build();
        Known surveyed = Survey.of(graph);
        Influence influence = Influence.of(graph);
        Set<String> asked = new LinkedHashSet<>(open(graph, surveyed.shapes()));
        List<String> operands = operands(graph, surveyed, influence);
        asked.addAll(operands);
        if (asked.isEmpty()) return surveyed;
        Map<String, List<Long>> shapes = new HashMap<>(surveyed.shapes());
        Map<String, Tensor> values = new HashMap<>();
        forward.run(rows, List.copyOf(asked), run).forEach((name, t) -> {
            shapes.put(name, shape(surveyed.shapes().get(name), t, influence.hasFixedShape(name)));
            if (operands.contains(name)) values.put(name, t);
        });
        return new Known(shapes, surveyed.floats(), values);
    }

    /** An unknown number of axes reads like a number without axes. */
    private static List<String> open(Graph graph, Map<String, List<Long>> shapes) {
        List<String> open = new ArrayList<>();
        for (Node n : graph.nodes())
            for (String o : n.outputs()) {
                List<Long> s = shapes.get(o);
                if (s != null && (s.contains(-1L) || s.isEmpty() && !n.op().equals("Constant"))) open.add(o);
            }
        return open;
    }

    /** Returns the operands that say how and not what: axes, sizes, pads, scales that nobody wrote into the file. */
    private static List<String> operands(Graph graph, Known known, Influence influence) {
        Set<String> found = new LinkedHashSet<>();
        for (Node n : graph.nodes())
            for (String i : n.inputs().subList(Math.min(1, n.inputs().size()), n.inputs().size())) {
                boolean says = !known.floats().contains(i) || n.op().equals("Resize");
                boolean made = graph.producer(i).isPresent() && known.shapes().containsKey(i);
                if (says && made && influence.hasFixedValue(i) && graph.constant(i).isEmpty()) found.add(i);
            }
        return List.copyOf(found);
    }

    private static List<Long> shape(List<Long> surveyed, Tensor t, boolean fixed) {
        List<Long> shape = Arrays.stream(t.shape()).asLongStream().boxed().toList();
        if (fixed || surveyed.size() != shape.size()) return shape;
        return surveyed;
    }

    private static Known both(Known one, Known two) {
        Map<String, List<Long>> shapes = new HashMap<>();
        one.shapes().forEach((name, s) -> shapes.put(name, merged(s, two.shapes().get(name))));
        Map<String, Tensor> values = new HashMap<>(one.values());
        values.entrySet().removeIf(e -> !e.getValue().equals(two.values().get(e.getKey())));
        return new Known(shapes, one.floats(), values);
    }

    private static List<Long> merged(List<Long> one, List<Long> two) {
        List<Long> merged = new ArrayList<>(one);
        for (int a = 0; a < merged.size(); a++)
            if (two == null || two.size() != one.size() || !one.get(a).equals(two.get(a))) merged.set(a, -1L);
        return merged;
    }
}
