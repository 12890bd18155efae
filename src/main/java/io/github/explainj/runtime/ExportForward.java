// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Port;
import io.github.explainj.onnx.Value;
import io.github.explainj.probe.Sample;
import io.github.explainj.target.Head;
import io.github.explainj.target.Resolved;
import io.github.explainj.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is exported: the model's own inputs, and the targets or a weight per number of its first output.
 *
 * @param model runs it
 * @param front the lifted model
 * @param sample gives the sizes
 * @param targets none for weights
 */
record ExportForward(OrtModel model, Front front, Sample sample, List<Resolved> targets) implements Forward {

    private static final String WEIGHTS = "weights";

    @Override
    public ExportForward at(Front other) {
        return new ExportForward(model, other, sample, targets);
    }

    @Override
    public Scored with(int rows) {
        return with(rows, front.graph().inputs().stream().collect(Collectors.toMap(Port::name, p -> ElementType.FLOAT)));
    }

    /** Returns the same names with inputs of the model's own types, for any number of rows where it takes any. */
    Scored typed(int rows) {
        return with(rows, model.front().graph().inputs().stream().collect(Collectors.toMap(Port::name, Port::type)));
    }

    private Scored with(int rows, Map<String, ElementType> types) {
        GraphBuilder b = new GraphBuilder(front.graph());
        b.clearOutputs();
        Map<String, long[]> sizes = sizes(rows);
        for (Port own : model.front().graph().inputs()) {
            b.declare(own.name(), types.get(own.name()), sizes.get(own.name()));
            // the same operators whatever is fed: names must not depend on it
            if (own.type() != ElementType.FLOAT) b.replace(own.name(), b.value(own.name()).cast(read(own)));
        }
        return new Scored(b, scores(b, rows));
    }

    private ElementType read(Port own) {
        return front.graph().inputs().stream().filter(p -> p.name().equals(own.name())).findFirst().orElseThrow().type();
    }

    private Map<String, long[]> sizes(int rows) {
        Map<String, long[]> sizes = new LinkedHashMap<>(model.others().sizes(sample.others(), rows));
        long[] own = Arrays.stream(front.axes().own(sample.x()).shape()).asLongStream().toArray();
        if (front.axes().has('b')) own[front.axes().index('b')] = rows;
        sizes.put(front.explained().name(), own);
        return sizes;
    }

    private Value scores(GraphBuilder b, int rows) {
        if (targets.isEmpty()) return weighted(b, rows);
        Head head = Head.of(targets);
        return head.append(b, head.sizedInputs(b));
    }

    private Value weighted(GraphBuilder b, int rows) {
        Value output = b.value(front.graph().outputs().get(0).name());
        Value products = output.times(b.input(weights(), ElementType.FLOAT, outputShape(rows)));
        return (model.facts().batched() ? products.flatten() : products.reshape(1, -1)).sum(true, 1);
    }

    private String weights() {
        return free(front.graph().has(WEIGHTS), WEIGHTS);
    }

    static String free(boolean taken, String name) {
        return taken ? "explainj_" + name : name;
    }

    private long[] outputShape(int rows) {
        long[] shape = model.shapes(sample).get(front.graph().outputs().get(0).name()).stream().mapToLong(s -> s).toArray();
        if (isFree() && model.facts().batched() && shape.length > 0) shape[0] = rows;
        return shape;
    }

    @Override
    public Map<String, Tensor> feeds(int rows) {
        Map<String, Tensor> fed = new LinkedHashMap<>(model.others().own(sample.others(), rows));
        fed.put(front.explained().name(), front.axes().own(Values.repeated(sample.x(), rows)));
        fed.putAll(defaults());
        if (targets.isEmpty())
            fed.put(weights(), Tensor.zeros(Arrays.stream(outputShape(rows)).mapToInt(Math::toIntExact).toArray()));
        return fed;
    }

    /** Returns the targets' numbers by the names of the inputs that read them. */
    Map<String, Tensor> defaults() {
        return targets.isEmpty() ? Map.of() : new Heads(Head.of(targets)).feeds();
    }
}
