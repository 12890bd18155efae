// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import io.github.explainj.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A convolution of a graph, and where its filters are stored.
 *
 * @param graph that it is part of
 * @param node any operator that convolves
 */
public record Convolution(Graph graph, Node node) {

    private static final Set<String> OPS = Set.of("Conv", "ConvTranspose", "FusedConv", "DeformConv", "ConvInteger", "QLinearConv",
            "NhwcConv", "NhwcFusedConv");

    /** Returns all convolutions of a graph in running order. */
    public static List<Convolution> all(Graph graph) {
        return graph.nodes().stream().filter(n -> OPS.contains(n.op()) && n.inputs().size() > 1 && !n.outputs().isEmpty())
                .map(n -> new Convolution(graph, n)).toList();
    }

    /** Returns whether a name is that of its node, its output, or its weights on the way from where they are stored. */
    public boolean isNamed(String name) {
        return node.name().equals(name) || node.outputs().contains(name) || new FilterValues(graph).chain(weights()).contains(name);
    }

    /** Returns the tensor of weights that it reads. */
    private String weights() {
        return node.inputs().get(isQuantised() ? 3 : 1);
    }

    private boolean isQuantised() {
        return node.op().equals("QLinearConv");
    }

    /** Returns the tensor in which its weights are stored: an initialiser, or what a Constant makes. */
    public String stored() {
        List<String> chain = new FilterValues(graph).chain(weights());
        return chain.get(chain.size() - 1);
    }

    /** Returns the operator that computes its weights, where they are not stored. */
    public Optional<Node> computedBy() {
        return graph.producer(stored());
    }

    /** Returns its output. */
    public String output() {
        return node.outputs().get(0);
    }

    /** Returns whether its weights are stored {@code [in, out/groups, k...]} instead of {@code [out, in/groups, k...]}. */
    public boolean isTransposed() {
        return node.op().equals("ConvTranspose");
    }

    public int groups() {
        return (int) node.integer("group", 1);
    }

    /**
     * Returns its weights as they are stored: {@code [out, in/groups, k...]}, of a ConvTranspose {@code [in,
     * out/groups, k...]}. Floats are those of the file, bit for bit; whole numbers of a quantised model are
     * turned into the floats that they stand for. Empty when they are computed from something else, or no numbers.
     */
    public Optional<Tensor> filters() {
        FilterValues values = new FilterValues(graph);
        Optional<Tensor> found = values.of(weights());
        if (isQuantised()) return found.flatMap(q -> values.scaled(q, node.inputs().get(4), node.inputs().get(5), 0));
        String zero = node.op().equals("ConvInteger") ? FilterValues.optional(node, 3) : "";
        return zero.isEmpty() ? found : found.flatMap(q -> values.of(zero).map(z -> shifted(q, z)));
    }

    private static Tensor shifted(Tensor q, Tensor zero) {
        Tensor out = q.copy();
        int each = q.size() / q.batch();
        for (int i = 0; i < out.size(); i++) out.data()[i] -= zero.data()[zero.size() == 1 ? 0 : i / each];
        return out;
    }

    /** Returns the shape of the filters as they are stored; empty when it is not known. */
    public List<Long> shape() {
        return graph.initialiserDims(stored()).orElse(List.of());
    }

    /** Returns whether whole numbers are stored. */
    public boolean isOfWholeNumbers() {
        return !graph.initialiserType(stored()).map(ElementType::isFloating).orElse(true);
    }
}
