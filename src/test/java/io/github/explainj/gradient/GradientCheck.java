// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import ai.onnxruntime.OrtException;
import io.github.explainj.onnx.Attributes;
import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Value;
import io.github.explainj.runtime.Survey;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares the gradient of one operator, every floating-point operand of it, with central differences
 * of the operator itself in ONNX Runtime: in double where it has a double kernel, else in float.
 *
 * <pre>{@code
 * GradientCheck.of("Conv", Attributes.NONE.with("strides", 2, 2)).input(2, 3, 7, 6).input(4, 3, 3, 3)
 * GradientCheck.of("Pad").input(2, 3).integers(0, 1, 0, 2)          // whole numbers are constants
 * GradientCheck.of("Log").input(0.5, 2, 3, 4)                        // values from 0.5 to 2
 * GradientCheck.of("Split", attributes).outputs(2).input(4, 6)       // all outputs count
 * }</pre>
 *
 * <p>The number that is differentiated is {@code sum over outputs of output * random weights}.
 */
final class GradientCheck {

    static final int OPSET = 18;

    private final String op;
    private final Attributes attributes;
    private final List<Operand> operands = new ArrayList<>();
    private int outputs = 1;
    private int opset = OPSET;
    private double step = 1e-2;
    private long seed = 1;
    private boolean flat;
    private boolean batched;
    private boolean single;
    private final Set<Integer> truths = new TreeSet<>();

    /** A float operand with values, whole numbers, or one that is left out (all null). */
    private record Operand(Tensor floats, long[] integers, int[] shape, boolean differentiated) {}

    private GradientCheck(String op, Attributes attributes) {
        this.op = op;
        this.attributes = attributes;
    }

    static GradientCheck of(String op, Attributes attributes) {
        return new GradientCheck(op, attributes);
    }

    static GradientCheck of(String op) {
        return of(op, Attributes.NONE);
    }

    /** Adds a float operand of that shape with normal values, no two closer than 0.01: away from ties. */
    GradientCheck input(int... shape) {
        Random random = new Random(seed++);
        Tensor t = Tensor.zeros(shape);
        Integer[] order = new Integer[t.size()];
        for (int i = 0; i < order.length; i++) order[i] = i;
        java.util.Collections.shuffle(Arrays.asList(order), random);
        // a shuffled ladder around 0: distinct, both signs, nothing within half a rung of 0
        double rung = Math.max(0.02, Math.min(0.25, 4.0 / Math.max(1, t.size())));
        for (int i = 0; i < order.length; i++) t.data()[order[i]] = (float) (rung * (i - t.size() / 2 + 0.5));
        return input(t);
    }

    /** Adds a float operand with evenly drawn values between two bounds. */
    GradientCheck between(double low, double high, int... shape) {
        Random random = new Random(seed++);
        Tensor t = Tensor.zeros(shape);
        for (int i = 0; i < t.size(); i++) t.data()[i] = (float) (low + (high - low) * random.nextDouble());
        return input(t);
    }

    /** Adds a float operand. */
    GradientCheck input(Tensor values) {
        operands.add(new Operand(values, null, null, true));
        return this;
    }

    /** Adds a float operand that is a constant of the graph, and for which the rule needs no gradient. */
    GradientCheck constant(Tensor values) {
        operands.add(new Operand(values, null, null, false));
        return this;
    }

    /** Adds a list of whole numbers, a constant of the graph. */
    GradientCheck integers(long... values) {
        operands.add(new Operand(null, values, new int[] {values.length}, false));
        return this;
    }

    /** Adds whole numbers of some shape, a constant of the graph. */
    GradientCheck integers(int[] shape, long... values) {
        operands.add(new Operand(null, values, shape, false));
        return this;
    }

    /** Adds truth values, 1 and 0, a constant of the graph. */
    GradientCheck truths(int[] shape, long... values) {
        truths.add(operands.size());
        return integers(shape, values);
    }

    /** Leaves an optional operand out. */
    GradientCheck omitted() {
        operands.add(new Operand(null, null, null, false));
        return this;
    }

    GradientCheck outputs(int count) {
        outputs = count;
        return this;
    }

    /** Sets the operator set; {@value #OPSET} otherwise. */
    GradientCheck opset(int version) {
        opset = version;
        return this;
    }

    /** Sets the step of differences in float; large is exact for what is linear in each operand. */
    GradientCheck step(double width) {
        step = width;
        return this;
    }

    /** Lets the first size of every differentiated operand be free, as a batch's: a rule may not rely on it. */
    GradientCheck batched() {
        batched = true;
        return this;
    }

    /** Says that the gradient is zero everywhere and meant to be. */
    GradientCheck flat() {
        flat = true;
        return this;
    }

    /** Takes differences in float also where there is a double kernel. */
    GradientCheck inFloat() {
        single = true;
        return this;
    }

    String op() {
        return op;
    }

    /** Returns which operands are checked. */
    Set<Integer> checked() {
        Set<Integer> set = new TreeSet<>();
        for (int i = 0; i < operands.size(); i++) if (operands.get(i).differentiated()) set.add(i);
        return set;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(op).append(batched ? " batched " : " ").append(attributes);
        for (Operand o : operands)
            text.append(' ').append(o.floats() != null ? Arrays.toString(o.floats().shape())
                    : o.integers() != null ? "(" + Arrays.toString(o.integers()) + ")" : "-");
        return text.toString();
    }

    /**
     * Compares.
     *
     * @param rules whose rule is checked
     * @throws AssertionError naming the operand, the deviation and how differences were taken
     */
    void check(GradientRules rules) throws OrtException {
        Map<Integer, Tensor> ours = derived(rules);
        try (MovedScore n = moved()) {
            for (int i : checked()) compare(i, ours.get(i), n);
        }
    }

    private MovedScore moved() throws OrtException {
        if (!single)
            try {
                return new MovedScore.InDouble(scored(), feeds());
            } catch (OrtException noKernel) {
                return new MovedScore.InFloat(plain(), feeds());
            }
        return new MovedScore.InFloat(plain(), feeds());
    }

    private void compare(int operand, Tensor ours, MovedScore numeric) throws OrtException {
        boolean inDouble = numeric instanceof MovedScore.InDouble;
        double width = inDouble ? 1e-5 : step;
        double wrong = 0;
        double size = 0;
        Tensor x = operands.get(operand).floats();
        if (!Arrays.equals(ours.shape(), x.shape()))
            throw new AssertionError(this + ": the gradient of operand " + operand + " has the shape "
                    + Arrays.toString(ours.shape()));
        for (int e = 0; e < x.size(); e++) {
            double slope = (numeric.score("x" + operand, e, width) - numeric.score("x" + operand, e, -width)) / (2 * width);
            wrong += (slope - ours.data()[e]) * (slope - ours.data()[e]);
            size += slope * slope;
        }
        if (flat) size = 1;
        if (size < 1e-12) throw new AssertionError(this + ": the gradient of operand " + operand + " is zero, which checks nothing");
        double deviation = Math.sqrt(wrong / size);
        double most = inDouble ? 1e-4 : 1e-2;
        if (!(deviation <= most))
            throw new AssertionError(this + ": operand " + operand + " deviates by " + deviation + " of the norm (at most "
                    + most + "), differences in " + (inDouble ? "double" : "float"));
    }

    private Map<Integer, Tensor> derived(GradientRules rules) throws OrtException {
        Map<Integer, Tensor> found = new HashMap<>();
        try (Ran ran = new Ran(gradient(rules))) {
            Map<String, Tensor> outputs = ran.run(feeds());
            for (int i : checked()) found.put(i, outputs.get("gradient_" + i));
        }
        return found;
    }

    private Graph gradient(GradientRules rules) {
        GraphBuilder b = new GraphBuilder(opset);
        List<Value> ys = operator(b, ElementType.FLOAT);
        ys.forEach(b::output);
        Known known = Survey.of(b.build());
        List<Gradients.Seed> seeds = new ArrayList<>();
        for (int o = 0; o < outputs; o++)
            if (known.floats().contains(ys.get(o).name()))
                seeds.add(new Gradients.Seed(ys.get(o), wave(ys.get(o), ElementType.FLOAT, o).reshapedLike(ys.get(o))));
        Gradients g = Gradients.append(b, known, rules, seeds, checked().stream().map(i -> "x" + i).toList());
        b.clearOutputs();
        checked().forEach(i -> b.output("gradient_" + i, g.values().get("x" + i)));
        return b.build();
    }

    private Map<String, Tensor> feeds() {
        Map<String, Tensor> feeds = new HashMap<>();
        for (int i : checked()) feeds.put("x" + i, operands.get(i).floats());
        return feeds;
    }

    private List<Value> operator(GraphBuilder b, ElementType type) {
        Value[] inputs = new Value[operands.size()];
        for (int i = 0; i < inputs.length; i++) inputs[i] = operand(b, i, type);
        return b.ops(op, attributes, outputs, inputs);
    }

    /** Builds the operator and the weighted sum of its results in double. */
    private Graph scored() {
        GraphBuilder b = new GraphBuilder(opset);
        List<Value> ys = operator(b, ElementType.DOUBLE);
        Value sum = null;
        for (int o = 0; o < outputs; o++) {
            Value y = b.op("Reshape", ys.get(o).cast(ElementType.DOUBLE), b.integers(-1));
            Value term = y.times(wave(y, ElementType.DOUBLE, o)).sum(false, 0);
            sum = sum == null ? term : sum.plus(term);
        }
        b.output("score", sum);
        return b.build();
    }

    /** Builds the operator with its results as outputs {@code y0, y1, ...}. */
    private Graph plain() {
        GraphBuilder b = new GraphBuilder(opset);
        List<Value> ys = operator(b, ElementType.FLOAT);
        for (int o = 0; o < outputs; o++) b.output("y" + o, ys.get(o).cast(ElementType.FLOAT));
        return b.build();
    }

    /** Weights are a fixed wave of the position, so that they need no shape: cos(1 + position). */
    private static Value wave(Value y, ElementType type, int output) {
        GraphBuilder b = y.builder();
        Value count = b.op("Size", y);
        Value position = b.op("Range", b.integers(0).squeeze(0), count, b.integers(1).squeeze(0));
        return b.op("Cos", position.cast(ElementType.FLOAT).plus(1f + output)).cast(type);
    }

    private Value operand(GraphBuilder b, int i, ElementType type) {
        Operand o = operands.get(i);
        if (o.integers() != null) {
            Value list = truths.contains(i) ? b.integers(o.integers()).cast(ElementType.BOOL) : b.integers(o.integers());
            long[] shape = Arrays.stream(o.shape()).asLongStream().toArray();
            return shape.length == 1 ? list : shape.length == 0 ? list.squeeze(0) : list.reshape(shape);
        }
        if (o.floats() == null) return null;
        if (!o.differentiated()) return type == ElementType.FLOAT ? b.constant(o.floats()) : b.constant(o.floats()).cast(type);
        long[] shape = Ran.shape(o.floats());
        if (batched && shape.length > 0) shape[0] = -1;
        return b.input("x" + i, type, shape);
    }
}
