// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.onnx.Convolution;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.Node;
import io.github.explainj.problem.Nearest;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the convolutions that a user names. */
final class Convolutions {

    private static final int SHOWN = 5;

    private final Graph graph;
    private final List<Convolution> all;

    Convolutions(Graph graph) {
        this.graph = graph;
        this.all = Convolution.all(graph);
    }

    /**
     * Finds convolutions by the tensor they make, their node or their weights.
     *
     * @param names with commas between them; empty for the first
     * @throws Problem A05 when a name is none of them, with the nearest ones
     */
    List<Convolution> named(String names) {
        if (all.isEmpty())
            throw new Problem("A05", "This model has no convolutions, so there are no filters to show. Feature Maps shows what its"
                    + " layers make of an image.");
        if (names.replace(',', ' ').isBlank()) return List.of(all.get(0));
        String whole = names.strip();
        if (find(whole).isPresent()) return List.of(find(whole).get());
        return Arrays.stream(names.split(",")).map(String::strip).filter(n -> !n.isEmpty()).distinct()
                .map(n -> find(n).orElseThrow(() -> unknown(n))).toList();
    }

    /**
     * Returns the filters as they are stored.
     *
     * @throws Problem A05 when they are not stored
     */
    static Tensor filters(Convolution c) {
        Tensor filters = c.filters().orElseThrow(() -> new Problem("A05", "The filters of " + c.node() + " are not stored in the model: "
                + c.computedBy().map(n -> "they are computed by " + n).orElse("they are fed, or are no numbers that are read here")
                + ". Name another convolution with layer=."));
        if (filters.rank() >= 3) return filters;
        throw new Problem("A05", "The weights \"" + c.stored() + "\" of " + c.node() + " have the shape "
                + Arrays.toString(filters.shape()) + "; those of a convolution have at least three axes.");
    }

    private Optional<Convolution> find(String name) {
        return all.stream().filter(c -> c.isNamed(name)).findFirst();
    }

    private Problem unknown(String name) {
        Optional<Node> node = graph.producer(name).or(() -> graph.nodes().stream().filter(n -> n.name().equals(name)).findFirst());
        String what = node.isPresent() ? "it is made by " + node.get() + ", and filters are those of convolutions"
                : graph.has(name) ? "no convolution reads it as its filters" : "the model has no convolution of this name";
        return new Problem("A05", "layer=" + name + " is not possible: " + what + "." + node.flatMap(this::before)
                .map(c -> " The convolution before it is " + describe(c) + ".").orElse("") + " Did you mean " + nearest(name) + "?");
    }

    private String nearest(String name) {
        Map<String, Convolution> names = new LinkedHashMap<>();
        for (Convolution c : all)
            List.of(c.output(), c.node().name(), c.stored()).forEach(n -> names.putIfAbsent(n, c));
        return Nearest.names(name, names.keySet(), 3 * SHOWN).stream().map(names::get).distinct().limit(SHOWN)
                .map(Convolutions::describe).collect(Collectors.joining("; "));
    }

    /** Returns {@code "conv1_output" with the weights "conv1.weight" [64, 3, 7, 7]}. */
    private static String describe(Convolution c) {
        return "\"" + c.output() + "\" with the weights \"" + c.stored() + "\"" + (c.shape().isEmpty() ? "" : " " + c.shape());
    }

    /** Goes back along first inputs to a convolution. */
    private Optional<Convolution> before(Node node) {
        Optional<Node> now = Optional.of(node);
        for (int i = 0; now.isPresent() && i < graph.nodes().size(); i++) {
            Node n = now.get();
            Optional<Convolution> found = all.stream().filter(c -> c.output().equals(n.outputs().get(0))).findFirst();
            if (found.isPresent()) return found;
            now = n.inputs().isEmpty() ? Optional.empty() : graph.producer(n.inputs().get(0));
        }
        return Optional.empty();
    }

    /** Returns whether no other operator with weights lies between an input of the model and a convolution. */
    boolean readsImage(Convolution c, String image) {
        Set<String> mixing = Set.of("MatMul", "Gemm", "Einsum");
        List<String> open = new ArrayList<>(List.of(c.node().inputs().get(0)));
        Set<String> seen = new HashSet<>(open);
        while (!open.isEmpty()) {
            String tensor = open.remove(open.size() - 1);
            Optional<Node> producer = graph.producer(tensor);
            if (producer.isEmpty()) continue;
            if (mixing.contains(producer.get().op()) || all.stream().anyMatch(o -> o.output().equals(tensor))) return false;
            producer.get().inputs().stream().filter(seen::add).forEach(open::add);
        }
        return seen.contains(image);
    }
}
