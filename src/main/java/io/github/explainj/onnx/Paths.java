// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The ways from a model's input to some of its tensors, by values alone: shapes that are read do not count. */
public final class Paths {

    private final List<String> tensors = new ArrayList<>();
    private final Set<String> unavoidable = new HashSet<>();

    private Paths() {}

    /**
     * Finds the ways.
     *
     * @param field what depends on the input
     * @param ends where the ways end
     */
    public static Paths of(Graph graph, ReceptiveField field, Collection<String> ends) {
        Paths paths = new Paths();
        Set<String> needed = new HashSet<>(ends);
        List<Node> nodes = new ArrayList<>();
        for (int i = graph.nodes().size() - 1; i >= 0; i--) {
            Node n = graph.nodes().get(i);
            if (n.outputs().stream().noneMatch(o -> needed.contains(o) && !field.axes(o).isEmpty())) continue;
            nodes.add(0, n);
            Order.reads(n.proto()).stream().filter(t -> !field.axes(t).isEmpty()).forEach(needed::add);
        }
        paths.find(nodes, needed, ends);
        return paths;
    }

    /** A node lies on every way when no tensor made before it is read behind it. */
    private void find(List<Node> nodes, Set<String> needed, Collection<String> ends) {
        Map<String, Integer> last = new HashMap<>();
        for (int i = 0; i < nodes.size(); i++) for (String t : Order.reads(nodes.get(i).proto())) last.put(t, i);
        ends.forEach(e -> last.put(e, nodes.size()));
        Set<String> inside = new HashSet<>();
        nodes.forEach(n -> inside.addAll(n.outputs()));
        int open = last.entrySet().stream().filter(e -> needed.contains(e.getKey()) && !inside.contains(e.getKey()))
                .mapToInt(Map.Entry::getValue).max().orElse(0);
        for (int i = 0; i < nodes.size(); i++) {
            List<String> made = nodes.get(i).outputs().stream().filter(needed::contains).toList();
            tensors.addAll(made);
            if (open <= i && made.size() == 1) unavoidable.addAll(made);
            for (String t : made) open = Math.max(open, last.getOrDefault(t, i));
        }
    }

    /** Returns what nodes on the ways make, the ends included, in running order. */
    public List<String> tensors() {
        return List.copyOf(tensors);
    }

    /** Returns whether every way goes through a tensor. */
    public boolean isOnAll(String tensor) {
        return unavoidable.contains(tensor);
    }
}
