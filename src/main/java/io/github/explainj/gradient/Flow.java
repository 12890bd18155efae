// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Where a gradient flows in a graph, for all tensors at once: through every node that carries floats and has a
 * rule. A tensor one of whose ways leads through a node without a rule is left out, as {@link Gradients} refuses it.
 */
public final class Flow {

    private final Graph graph;
    private final Set<String> carriers;
    private final Predicate<Node> known;

    /**
     * @param floats the tensors that hold floats
     * @param decided nodes without a rule that will be gone when a gradient is derived
     */
    public Flow(Graph graph, Set<String> floats, Predicate<Node> decided) {
        this.graph = graph;
        this.carriers = Carriers.of(graph, floats);
        this.known = n -> decided.test(n) || GradientRules.standard().of(n).isPresent();
    }

    /** Returns the tensors that can be differentiated with respect to one, itself included. */
    public Set<String> from(String wrt) {
        Set<String> reached = new HashSet<>(Set.of(wrt));
        Set<String> blocked = new HashSet<>();
        for (Node n : graph.nodes()) {
            List<String> active = carried(n, n.reads()).stream().filter(reached::contains).toList();
            if (active.isEmpty()) continue;
            reached.addAll(carried(n, n.outputs()));
            if (!known.test(n) || active.stream().anyMatch(blocked::contains)) blocked.addAll(carried(n, n.outputs()));
        }
        reached.removeAll(blocked);
        return reached;
    }

    /** Returns the tensors with respect to which one can be differentiated, itself included. */
    public Set<String> to(String of) {
        Set<String> reaching = new HashSet<>(Set.of(of));
        Set<String> blocked = new HashSet<>();
        for (int i = graph.nodes().size() - 1; i >= 0; i--) {
            Node n = graph.nodes().get(i);
            List<String> active = carried(n, n.outputs()).stream().filter(reaching::contains).toList();
            if (active.isEmpty()) continue;
            reaching.addAll(carried(n, n.reads()));
            if (!known.test(n) || active.stream().anyMatch(blocked::contains)) blocked.addAll(carried(n, n.reads()));
        }
        reaching.removeAll(blocked);
        return reaching;
    }

    /** Returns those of a node's tensors through which something can flow; none of a choice or a step. */
    private List<String> carried(Node n, java.util.Collection<String> tensors) {
        if (NoGradient.of(n) && !known.test(n)) return List.of();
        return tensors.stream().filter(carriers::contains).toList();
    }
}
