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

    public Value negative() {
        return builder.op("Neg", this);
    }

    public Value reciprocal() {
        return builder.op("Reciprocal", this);
    }

    public Value square() {
        return times(this);
    }

    /** Compares elements: a tensor of truth values. */
    public Value greater(Value other) {
        return builder.op("Greater", this, other);
    }

    /** Compares elements: a tensor of truth values. */
    public Value less(Value other) {
        return builder.op("Less", this, other);
    }

    /** Compares elements: a tensor of truth values. */
    public Value equal(Value other) {
        return builder.op("Equal", this, other);
    }

    /** Turns truth values into 1 and 0. */
    public Value asFloat() {
        return cast(ElementType.FLOAT);
    }

    /** Picks from two tensors by this one's truth values. */
    public Value choose(Value yes, Value no) {
        return builder.op("Where", this, yes, no);
    }

    /** Returns the sizes at run time, as whole numbers. */
    public Value shape() {
        return builder.op("Shape", this);
    }

    /** Reshapes to what another tensor's shape is at run time. */
    public Value reshapedLike(Value other) {
        return builder.op("Reshape", this, other.shape());
    }

    /** Repeats along axes of size 1 until it has another tensor's shape; both have as many axes. */
    public Value expandedLike(Value other) {
        return builder.op("Expand", this, other.shape());
    }

    /** Returns zeros of this tensor's shape; whatever is in it, also what is no number. */
    public Value zerosLike() {
        return builder.op("Expand", builder.constant(0f), shape());
    }

    /** Adds axes of size 1 at these places of the result; operator set 13 and up. */
    public Value unsqueeze(long... axes) {
        return builder.op("Unsqueeze", this, builder.integers(axes));
    }

    /** Drops axes of size 1; operator set 13 and up. */
    public Value squeeze(long... axes) {
        return builder.op("Squeeze", this, builder.integers(axes));
    }

    /** Cuts {@code [from, to)} out of one axis; operator set 10 and up. */
    public Value slice(long axis, long from, long to) {
        return builder.op("Slice", this, builder.integers(from), builder.integers(to), builder.integers(axis));
    }

    /** Reverses the order along axes; operator set 10 and up. */
    public Value flipped(long... axes) {
        long[] first = new long[axes.length];
        long[] last = new long[axes.length];
        java.util.Arrays.fill(first, -1);
        java.util.Arrays.fill(last, Long.MIN_VALUE);
        return builder.op("Slice", this, builder.integers(first), builder.integers(last), builder.integers(axes),
                builder.integers(first));
    }

    /**
     * Pads with zeros; operator set 11 and up.
     *
     * @param pads as ONNX has them: what goes before each axis, then what goes behind each
     */
    public Value padded(long... pads) {
        return builder.op("Pad", this, builder.integers(pads));
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
