// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

/**
 * A named tensor of a graph under construction, with operators as methods. Each call appends a node
 * in the form that the graph's operator set knows and returns its output.
 */
public final class Value {

    private final GraphBuilder builder;
    private final String name;

    Value(GraphBuilder builder, String name) {
        this.builder = builder;
        this.name = name;
    }

    public String name() {
        return name;
    }

    public GraphBuilder builder() {
        return builder;
    }

    public Value plus(Value other) {
        return builder.op("Add", this, other);
    }

    public Value minus(Value other) {
        return builder.op("Sub", this, other);
    }

    public Value times(Value other) {
        return builder.op("Mul", this, other);
    }

    public Value over(Value other) {
        return builder.op("Div", this, other);
    }

    public Value times(float factor) {
        return times(builder.constant(factor));
    }

    public Value plus(float term) {
        return plus(builder.constant(term));
    }

    public Value matMul(Value other) {
        return builder.op("MatMul", this, other);
    }

    public Value exp() {
        return builder.op("Exp", this);
    }

    public Value log() {
        return builder.op("Log", this);
    }

    public Value sqrt() {
        return builder.op("Sqrt", this);
    }

    public Value sigmoid() {
        return builder.op("Sigmoid", this);
    }

    public Value relu() {
        return builder.op("Relu", this);
    }

    public Value identity() {
        return builder.op("Identity", this);
    }

    public Value cast(ElementType type) {
        return builder.op("Cast", Attributes.NONE.with("to", type.number()), this);
    }

    public Value transpose(long... permutation) {
        return builder.op("Transpose", Attributes.NONE.with("perm", permutation), this);
    }

    /** Reshapes; 0 keeps a size, -1 is what is left. */
    public Value reshape(long... shape) {
        return builder.op("Reshape", this, builder.integers(shape));
    }

    /** Flattens all axes but the first: {@code [N, ...]} to {@code [N, M]}. */
    public Value flatten() {
        return builder.op("Flatten", Attributes.NONE.with("axis", 1), this);
    }

    public Value sum(boolean keep, long... axes) {
        // ReduceSum got its axes as an input five versions before the other reductions
        return reduce("ReduceSum", 13, keep, axes);
    }

    public Value mean(boolean keep, long... axes) {
        return reduce("ReduceMean", 18, keep, axes);
    }

    public Value max(boolean keep, long... axes) {
        return reduce("ReduceMax", 18, keep, axes);
    }

    private Value reduce(String op, int axesAreInputSince, boolean keep, long... axes) {
        Attributes a = Attributes.NONE.with("keepdims", keep ? 1 : 0);
        return builder.opset() >= axesAreInputSince
                ? builder.op(op, a, this, builder.integers(axes))
                : builder.op(op, a.with("axes", axes), this);
    }

    /** Softmax over one axis, whatever the operator set means by its own. */
    public Value softmax(long axis) {
        Value e = minus(max(true, axis)).exp();
        return e.over(e.sum(true, axis));
    }

    /** Log of the sum of the exponentials over one axis, which stays with size 1. */
    public Value logSumExp(long axis) {
        Value m = max(true, axis);
        return minus(m).exp().sum(true, axis).log().plus(m);
    }

    /** Limits to {@code [low, high]}. */
    public Value clip(float low, float high) {
        return builder.opset() >= 11
                ? builder.op("Clip", this, builder.constant(low), builder.constant(high))
                : builder.op("Clip", Attributes.NONE.with("min", low).with("max", high), this);
    }

    /** Picks entries along an axis by whole numbers. */
    public Value gather(Value indices, long axis) {
        return builder.op("Gather", Attributes.NONE.with("axis", axis), this, indices);
    }

    @Override
    public String toString() {
        return name;
    }
}
