// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells which layer has which trained numbers. What is made from weights alone (a transposed matrix, weights
 * of 8 bits turned into floats) hands them on to the layer that uses it; weights that several layers share
 * are the first one's.
 */
final class LayerWeights {

    /** Which inputs of an operator can be trained numbers, where others are settings: sizes, bounds, scales. */
    private static final Map<String, Set<Integer>> TRAINED = Map.ofEntries(
            Map.entry("Clip", Set.of(0)), Map.entry("DequantizeLinear", Set.of(0)), Map.entry("Dropout", Set.of(0)),
            Map.entry("ConvInteger", Set.of(0, 1)), Map.entry("MatMulInteger", Set.of(0, 1)), Map.entry("OneHot", Set.of(0)),
            Map.entry("Pad", Set.of(0)), Map.entry("QLinearConv", Set.of(3, 8)), Map.entry("QLinearMatMul", Set.of(0, 3)),
            Map.entry("QuantizeLinear", Set.of(0)), Map.entry("Resize", Set.of(0)), Map.entry("Upsample", Set.of(0)));

    private final Graph graph;
    private final Map<String, Set<String>> fixed = new LinkedHashMap<>();
    private final Map<String, Long> sizes = new LinkedHashMap<>();
    private final Set<String> fed = new HashSet<>();
    private final Map<Node, List<String>> owned = new LinkedHashMap<>();

    private LayerWeights(Graph graph) {
        this.graph = graph;
        graph.inputs().forEach(p -> fed.add(p.name()));
        for (String name : graph.initialisers())
            graph.initialiserType(name).ifPresent(t -> weight(name, t, graph.initialiserDims(name).orElse(List.of())));
    }

    static LayerWeights of(Graph graph) {
        LayerWeights found = new LayerWeights(graph);
        graph.nodes().forEach(found::follow);
        Set<String> taken = new HashSet<>();
        // first those who use them, then what is made of weights and of no use for the image
        for (boolean user : new boolean[] {true, false})
            for (Node n : graph.nodes()) if (found.isFed(n) == user) found.own(n, taken);
        return found;
    }

    /** Whole numbers of 64 bits are sizes and axes, a number without axes is a constant: not weights. */
    private void weight(String name, ElementType type, List<Long> dims) {
        boolean trained = type.isNumber() && type != ElementType.INT64 && type != ElementType.BOOL;
        if (trained && !dims.isEmpty()) sizes.put(name, dims.stream().reduce(1L, (a, b) -> a * b));
        fixed.put(name, sizes.containsKey(name) ? Set.of(name) : Set.of());
    }

    private void follow(Node n) {
        if (Order.reads(n.proto()).stream().anyMatch(fed::contains)) {
            fed.addAll(n.outputs());
            return;
        }
        ConstantNode.value(n.proto()).filter(t -> t.getDimsCount() > 0 && !n.outputs().isEmpty())
                .ifPresent(t -> weight(n.outputs().get(0), ElementType.of(t.getDataType()), t.getDimsList()));
        Set<String> made = read(n);
        n.outputs().forEach(o -> fixed.putIfAbsent(o, made));
    }

    private Set<String> read(Node n) {
        Set<Integer> trained = n.domain().isEmpty() ? TRAINED.get(n.op()) : null;
        Collection<String> read = trained == null ? Order.reads(n.proto()) : at(n.inputs(), trained);
        Set<String> weights = new LinkedHashSet<>();
        read.forEach(i -> weights.addAll(fixed.getOrDefault(i, Set.of())));
        return weights;
    }

    private static List<String> at(List<String> inputs, Set<Integer> places) {
        List<String> some = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) if (places.contains(i)) some.add(inputs.get(i));
        return some;
    }

    private void own(Node n, Set<String> taken) {
        boolean settles = n.op().equals("Constant") || n.outputs().isEmpty();
        owned.put(n, settles ? List.of() : read(n).stream().filter(taken::add).toList());
    }

    /** Returns whether a node makes something from what the model is fed. */
    boolean isFed(Node n) {
        return n.outputs().stream().anyMatch(fed::contains);
    }

    /** Returns whether weights go into what a node makes, be it at the second or third hand. */
    boolean hasAny(Node n) {
        return !read(n).isEmpty();
    }

    /** Returns the names of the weights that count for a node. */
    List<String> of(Node n) {
        return owned.getOrDefault(n, List.of());
    }

    /** Returns how many numbers some weights have. */
    long count(Collection<String> weights) {
        return weights.stream().mapToLong(sizes::get).sum();
    }

    /** Returns whether a node works with filters or a matrix: weights of two axes or more. */
    boolean hasFilters(Node n) {
        return read(n).stream().anyMatch(w -> dims(w) > 1);
    }

    private int dims(String weight) {
        return graph.initialiserDims(weight).map(List::size)
                .orElseGet(() -> graph.producer(weight).flatMap(n -> ConstantNode.value(n.proto())).map(t -> t.getDimsCount()).orElse(0));
    }
}
