// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The part of a graph behind a tensor.
 *
 * @param inputs what differs from sample to sample
 * @param tensor where the part begins
 */
record Tail(Graph graph, List<String> inputs, String tensor) {

    /**
     * Returns what must be known to compute a result that begins at the tensor: the tensor itself and
     * what else the part reads of what depends on the inputs.
     */
    List<String> before(String result) {
        Set<String> changing = behind(inputs);
        Set<String> behind = behind(List.of(tensor));
        Set<String> needed = new HashSet<>(Set.of(result));
        Set<String> before = new LinkedHashSet<>(Set.of(tensor));
        List<Node> nodes = new ArrayList<>(graph.nodes());
        java.util.Collections.reverse(nodes);
        for (Node n : nodes) {
            if (n.outputs().stream().noneMatch(o -> needed.contains(o) && behind.contains(o) && !o.equals(tensor))) continue;
            for (String i : n.reads()) {
                needed.add(i);
                if (changing.contains(i) && !behind.contains(i)) before.add(i);
            }
        }
        return List.copyOf(before);
    }

    /** Returns whether a result depends on the inputs through the tensor alone. */
    boolean isOnlyWayTo(String result) {
        Set<String> beside = new HashSet<>(inputs);
        for (Node n : graph.nodes())
            if (n.reads().stream().anyMatch(beside::contains))
                n.outputs().stream().filter(o -> !o.equals(tensor)).forEach(beside::add);
        return !beside.contains(result);
    }

    private Set<String> behind(List<String> tensors) {
        Set<String> found = new HashSet<>(tensors);
        for (Node n : graph.nodes()) if (n.reads().stream().anyMatch(found::contains)) found.addAll(n.outputs());
        return found;
    }
}
