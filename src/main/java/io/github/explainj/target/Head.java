// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Value;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The operators that score T targets in one run: {@code [N, T]}, columns in the order of the
 * targets.
 *
 * <p>Targets that read the same tensor share its flattening and one product, so 125 regions cost one
 * product and one session serves all classes: what differs is fed as inputs. Heads with the same
 * {@link #structure()} can share a session.
 */
public final class Head {

    private final List<Resolved> targets;
    private final List<Score> scores = new ArrayList<>();
    private final List<Resolved> others = new ArrayList<>();
    private final Sums sums;
    private final List<Tensor> parameters;

    private Head(List<? extends Resolved> targets) {
        this.targets = List.copyOf(targets);
        Set<Resolved> all = new LinkedHashSet<>();
        for (Resolved t : targets)
            if (t instanceof Combined c) c.products().forEach(p -> all.addAll(p.factors()));
            else all.add(t);
        for (Resolved r : all)
            if (r instanceof Score s) scores.add(s);
            else others.add(r);
        sums = new Sums(scores);
        parameters = new ArrayList<>(sums.parameters());
        others.forEach(o -> parameters.addAll(o.parameters()));
    }

    /** Plans the operators for targets; of none there is nothing to append. */
    public static Head of(List<? extends Resolved> targets) {
        return new Head(targets);
    }

    /** Returns the targets, in order. */
    public List<Resolved> targets() {
        return targets;
    }

    /** Returns the number of targets, T. */
    public int count() {
        return targets.size();
    }

    /** Returns a text that is the same for heads with the same operators. */
    public String structure() {
        StringBuilder text = new StringBuilder(sums.structure());
        if (!isPlain()) for (Resolved t : targets) text.append(" | ").append(assembly(t));
        others.forEach(o -> text.append(" & ").append(o.structure()));
        return text.toString();
    }

    /** Returns the numbers that the operators read. */
    public List<Tensor> parameters() {
        return List.copyOf(parameters);
    }

    /** Returns the names of the graph inputs that {@link #inputs} declares. */
    public List<String> names() {
        return IntStream.range(0, parameters.size()).mapToObj(i -> "explainj_target_" + i).toList();
    }

    /** Declares one float input per parameter, of the parameter's rank and free sizes. */
    public List<Value> inputs(GraphBuilder graph) {
        List<Value> inputs = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            long[] free = LongStream.generate(() -> -1).limit(parameters.get(i).rank()).toArray();
            inputs.add(graph.input(names().get(i), ElementType.FLOAT, free));
        }
        return inputs;
    }

    /** Declares the same inputs with the sizes that the parameters have. */
    public List<Value> sizedInputs(GraphBuilder graph) {
        List<Value> inputs = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++)
            inputs.add(graph.input(names().get(i), ElementType.FLOAT,
                    IntStream.of(parameters.get(i).shape()).asLongStream().toArray()));
        return inputs;
    }

    /**
     * Appends the operators.
     *
     * @param fed graph inputs for {@link #parameters()}, in that order
     * @return {@code [N, T]}
     */
    public Value append(GraphBuilder graph, List<Value> fed) {
        if (targets.isEmpty()) throw new IllegalStateException("a head needs at least one target to be appended, got none");
        if (isPlain()) return sums.append(graph, fed);
        Map<Resolved, Value> columns = columns(graph, fed);
        return Columns.join(targets.stream()
                .map(t -> t instanceof Combined c ? sum(c, columns) : columns.get(t)).toList());
    }

    /** Returns whether the columns of the sums are those of the targets. */
    private boolean isPlain() {
        return scores.equals(targets);
    }

    private Map<Resolved, Value> columns(GraphBuilder graph, List<Value> fed) {
        Map<Resolved, Value> columns = new HashMap<>();
        int from = sums.parameters().size();
        Value all = scores.isEmpty() ? null : sums.append(graph, fed.subList(0, from));
        for (int i = 0; i < scores.size(); i++) columns.put(scores.get(i), Columns.pick(all, scores.size(), i));
        for (Resolved o : others) {
            int to = from + o.parameters().size();
            columns.put(o, o.attach(graph, fed.subList(from, to)).reshape(-1, 1));
            from = to;
        }
        return columns;
    }

    private static Value sum(Combined c, Map<Resolved, Value> columns) {
        return c.products().stream().map(p -> product(p, columns)).reduce(Value::plus).orElseThrow();
    }

    private static Value product(Combined.Product p, Map<Resolved, Value> columns) {
        Value product = p.factors().stream().map(columns::get).reduce(Value::times).orElseThrow();
        return p.coefficient() == 1 ? product : product.times((float) p.coefficient());
    }

    private String assembly(Resolved target) {
        if (!(target instanceof Combined c)) return String.valueOf(place(target));
        return String.valueOf(c.products().stream().map(p -> p.coefficient() + " "
                + p.factors().stream().map(this::place).toList()).toList());
    }

    private int place(Resolved factor) {
        int score = scores.indexOf(factor);
        return score >= 0 ? score : scores.size() + others.indexOf(factor);
    }
}
