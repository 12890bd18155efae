// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Value;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private final Map<Score, Integer> scores = new LinkedHashMap<>();
    private final List<Resolved> foreign;
    private final Sums sums;

    private Head(List<? extends Resolved> targets) {
        this.targets = List.copyOf(targets);
        for (Resolved t : this.targets) {
            if (t instanceof Score s) add(s);
            if (t instanceof Combined c) c.products().forEach(p -> p.forEach(this::add));
        }
        foreign = this.targets.stream().filter(t -> !(t instanceof Score || t instanceof Combined)).toList();
        sums = new Sums(List.copyOf(scores.keySet()));
    }

    /** Plans the operators for targets; at least one. */
    public static Head of(List<? extends Resolved> targets) {
        if (targets.isEmpty()) throw new IllegalArgumentException("a head needs at least one target, got none");
        return new Head(targets);
    }

    private void add(Score score) {
        scores.putIfAbsent(score, scores.size());
    }

    /** Returns the number of targets, T. */
    public int count() {
        return targets.size();
    }

    /** Returns a text that is the same for heads with the same operators. */
    public String structure() {
        StringBuilder text = new StringBuilder(sums.structure());
        if (!isPlain()) for (Resolved t : targets) text.append(" | ").append(assembly(t));
        return text.toString();
    }

    /** Returns the numbers that the operators read. */
    public List<Tensor> parameters() {
        List<Tensor> all = new ArrayList<>(sums.parameters());
        foreign.forEach(t -> all.addAll(t.parameters()));
        return all;
    }

    /** Returns the names of the graph inputs that {@link #inputs} declares. */
    public List<String> names() {
        return IntStream.range(0, parameters().size()).mapToObj(i -> "explainj_target_" + i).toList();
    }

    /** Declares one float input per parameter, of the parameter's rank and free sizes. */
    public List<Value> inputs(GraphBuilder graph) {
        List<Value> inputs = new ArrayList<>();
        List<Tensor> parameters = parameters();
        for (int i = 0; i < parameters.size(); i++) {
            long[] free = LongStream.generate(() -> -1).limit(parameters.get(i).rank()).toArray();
            inputs.add(graph.input(names().get(i), ElementType.FLOAT, free));
        }
        return inputs;
    }

    /**
     * Appends the operators.
     *
     * @param parameters graph inputs for {@link #parameters()}, in that order
     * @return {@code [N, T]}
     */
    public Value append(GraphBuilder graph, List<Value> parameters) {
        if (isPlain()) return sums.append(graph, parameters);
        int[] next = {sums.parameters().size()};
        Value all = scores.isEmpty() ? null : sums.append(graph, parameters.subList(0, next[0]));
        List<Value> columns = new ArrayList<>();
        for (Resolved t : targets) {
            if (t instanceof Score s) columns.add(column(all, s));
            else if (t instanceof Combined c) columns.add(combined(all, c));
            else {
                int from = next[0];
                next[0] += t.parameters().size();
                columns.add(t.attach(graph, parameters.subList(from, next[0])).reshape(-1, 1));
            }
        }
        return Columns.join(columns);
    }

    /** Returns whether the columns of the sums are those of the targets. */
    private boolean isPlain() {
        return foreign.isEmpty() && targets.stream().allMatch(Score.class::isInstance)
                && scores.size() == targets.size();
    }

    private Value combined(Value all, Combined c) {
        return c.products().stream()
                .map(p -> p.stream().map(s -> column(all, s)).reduce(Value::times).orElseThrow())
                .reduce(Value::plus).orElseThrow();
    }

    private Value column(Value all, Score s) {
        return Columns.pick(all, scores.size(), scores.get(s));
    }

    private String assembly(Resolved target) {
        if (target instanceof Score s) return scores.get(s).toString();
        if (target instanceof Combined c)
            return Arrays.toString(c.products().stream().map(p -> p.stream().map(scores::get).toList()).toArray());
        return target.structure();
    }
}
