// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Node;
import io.github.explainj.onnx.Value;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The gradient of a graph, appended to it as ordinary operators: reverse mode, from given tensors
 * back to any others. Only what lies between them is differentiated.
 *
 * @param values per wanted tensor its gradient, in the tensor's own shape; zeros where nothing flows
 * @param remarks what a user must know, e.g. that quantisation was passed straight through
 */
public record Gradients(Map<String, Value> values, List<String> remarks) {

    /** A size depends on a tensor, but not on what is in it. */
    private static final Set<String> SIZES = Set.of("Shape", "Size");

    /**
     * Appends the gradient of {@code sum over the seeds of sum(of * gradient)}.
     *
     * @param builder holds a lifted graph
     * @param known shapes, types and fixed values of its tensors
     * @param seeds the tensors that are differentiated; at least one
     * @param wrt the tensors with respect to which
     * @throws io.github.explainj.problem.Problem M13 naming the nodes that have no rule
     */
    public static Gradients append(GraphBuilder builder, Known known, GradientRules rules, List<Seed> seeds,
            Collection<String> wrt) {
        Graph graph = builder.build();
        Span span = new Span(graph, known.floats(), rules, new Ends(seeds.stream().map(s -> s.of().name()).toList(), wrt));
        List<Node> missing = span.nodes().stream().filter(n -> rules.of(n).isEmpty()).toList();
        if (!missing.isEmpty()) throw NotDifferentiable.of(missing);
        Tape tape = new Tape(builder, graph, known, rules, span.tensors());
        seeds.forEach(s -> tape.add(s.of().name(), s.gradient()));
        for (int i = span.nodes().size() - 1; i >= 0; i--) tape.back(span.nodes().get(i));
        Map<String, Value> found = new LinkedHashMap<>();
        for (String t : wrt) found.put(t, tape.gradient(t).orElseGet(() -> builder.value(t).zerosLike()));
        return new Gradients(found, tape.remarks());
    }

    /**
     * Returns the nodes between two tensors that have no rule, in running order; empty when the gradient
     * can be derived.
     *
     * @param floats the tensors that hold floats
     */
    public static List<Node> missing(Graph graph, Set<String> floats, GradientRules rules, String of, String wrt) {
        return new Span(graph, floats, rules, new Ends(List.of(of), List.of(wrt))).nodes().stream().filter(n -> rules.of(n).isEmpty()).toList();
    }

    /**
     * Returns the nodes at which every way back ends: what is differentiated depends on the other tensor,
     * but through choices, comparisons or whole numbers alone. Empty when a gradient flows, or when
     * nothing depends on anything.
     *
     * @param floats the tensors that hold floats
     */
    public static List<Node> ends(Graph graph, Set<String> floats, String of, String wrt) {
        Span span = new Span(graph, floats, GradientRules.standard(), new Ends(List.of(of), List.of(wrt)));
        if (span.tensors().contains(of)) return List.of();
        Set<String> needed = Span.reading(graph, List.of(of));
        return graph.nodes().stream()
                .filter(n -> !SIZES.contains(n.op()) && !span.nodes().contains(n))
                .filter(n -> n.outputs().stream().anyMatch(needed::contains) && n.reads().stream().anyMatch(span.tensors()::contains))
                .toList();
    }

    /**
     * Where the way back begins.
     *
     * @param of the tensor that is differentiated
     * @param gradient of the final number with respect to it, in its shape
     */
    public record Seed(Value of, Value gradient) {}

    /** Where the way back begins, and where it is to end. */
    private record Ends(List<String> of, Collection<String> wrt) {}

    /** What lies between the wanted tensors and the one that is differentiated. */
    private record Span(List<Node> nodes, Set<String> tensors) {

        Span(Graph graph, Set<String> floats, GradientRules rules, Ends ends) {
            this(new java.util.ArrayList<>(), new HashSet<>());
            Set<String> carriers = Carriers.of(graph, floats);
            Set<String> needed = reading(graph, ends.of());
            tensors.addAll(ends.wrt());
            tensors.retainAll(needed);
            for (Node n : graph.nodes()) {
                if (isFlat(n, rules) || n.outputs().stream().noneMatch(o -> needed.contains(o) && carriers.contains(o))) continue;
                if (n.reads().stream().noneMatch(i -> tensors.contains(i) && carriers.contains(i))) continue;
                nodes.add(n);
                n.outputs().stream().filter(carriers::contains).forEach(tensors::add);
            }
        }

        /** A rule that somebody gave to a choice or a step, to pass straight through it, counts. */
        private static boolean isFlat(Node n, GradientRules rules) {
            return NoGradient.of(n) && rules.of(n).isEmpty();
        }

        /** Returns the tensors on which these depend, themselves included. */
        private static Set<String> reading(Graph graph, List<String> of) {
            Set<String> needed = new HashSet<>(of);
            for (int i = graph.nodes().size() - 1; i >= 0; i--) {
                Node n = graph.nodes().get(i);
                if (n.outputs().stream().anyMatch(needed::contains)) needed.addAll(n.reads());
            }
            return needed;
        }
    }
}
