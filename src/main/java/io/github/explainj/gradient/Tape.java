// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Node;
import io.github.explainj.onnx.Value;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The gradients found so far on the way back through a graph, and what rules may ask about it. */
final class Tape {

    private final GraphBuilder builder;
    private final Graph graph;
    private final Known known;
    private final GradientRules rules;
    private final Set<String> wanted;
    private final Map<String, Value> gradients = new HashMap<>();
    private final Map<String, List<Long>> made = new HashMap<>();
    private final Set<String> remarks = new LinkedHashSet<>();

    /**
     * @param graph what the builder held before anything was derived
     * @param wanted the tensors whose gradient is needed, for itself or for one before it
     */
    Tape(GraphBuilder builder, Graph graph, Known known, GradientRules rules, Set<String> wanted) {
        this.builder = builder;
        this.graph = graph;
        this.known = known;
        this.rules = rules;
        this.wanted = wanted;
    }

    GraphBuilder builder() {
        return builder;
    }

    Optional<Node> producer(String tensor) {
        return graph.producer(tensor);
    }

    boolean wants(String tensor) {
        return wanted.contains(tensor);
    }

    /** Records the shape of a tensor that a rule made for another rule to read. */
    void shaped(String tensor, List<Long> shape) {
        made.put(tensor, shape);
    }

    List<Long> shape(String tensor) {
        List<Long> shape = made.getOrDefault(tensor, known.shapes().get(tensor));
        if (shape == null) throw new IllegalStateException("the shape of the tensor \"" + tensor + "\" is not known");
        return shape;
    }

    Optional<Tensor> constant(String tensor) {
        Tensor found = known.values().get(tensor);
        return found != null ? Optional.of(found) : graph.constant(tensor);
    }

    /** Adds to what has already reached a tensor: gradients that meet are summed. */
    void add(String tensor, Value gradient) {
        gradients.merge(tensor, gradient, Value::plus);
    }

    Optional<Value> gradient(String tensor) {
        return Optional.ofNullable(gradients.get(tensor));
    }

    /** Walks back over one node; does nothing when no gradient has reached it. */
    void back(Node node) {
        List<Value> dys = new ArrayList<>();
        for (String o : node.outputs()) dys.add(gradients.get(o));
        if (dys.stream().allMatch(d -> d == null)) return;
        List<Value> found = rules.of(node).orElseThrow(() -> NotDifferentiable.of(List.of(node)))
                .apply(new Step(this, node, dys));
        for (int i = 0; i < found.size(); i++)
            if (found.get(i) != null && i < node.inputs().size() && wants(node.inputs().get(i)))
                add(node.inputs().get(i), found.get(i));
    }

    List<Value> standard(Step step) {
        return GradientRules.standard().of(step.node()).orElseThrow(() -> NotDifferentiable.of(List.of(step.node()))).apply(step);
    }

    void remark(String text) {
        remarks.add(text);
    }

    List<String> remarks() {
        return List.copyOf(remarks);
    }
}
