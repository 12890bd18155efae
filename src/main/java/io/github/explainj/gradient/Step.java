// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Node;
import io.github.explainj.onnx.Value;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * One node on the way back: its operands x, its results y, the gradients dy of its results, and what is
 * known of their shapes. Rules are written with these words.
 */
public final class Step {

    private final Tape tape;
    private final Node node;
    private final List<Value> dys;

    Step(Tape tape, Node node, List<Value> dys) {
        this.tape = tape;
        this.node = node;
        this.dys = dys;
    }

    public Node node() {
        return node;
    }

    public GraphBuilder graph() {
        return tape.builder();
    }

    /** Returns whether the node has this operand; an optional one may be left out. */
    public boolean has(int input) {
        return input < node.inputs().size() && !node.inputs().get(input).isEmpty();
    }

    /** Returns whether the gradient of this operand is needed: rules need not write what nobody reads. */
    public boolean wants(int input) {
        return has(input) && tape.wants(node.inputs().get(input));
    }

    /** Returns whether a tensor depends on one whose gradient is wanted. */
    public boolean depends(String tensor) {
        return tape.wants(tensor);
    }

    /** Returns the node that makes a tensor; empty for inputs and initialisers. */
    public Optional<Node> producer(String tensor) {
        return tape.producer(tensor);
    }

    /** Returns an operand. */
    public Value x(int input) {
        return graph().value(node.inputs().get(input));
    }

    /** Returns the first operand. */
    public Value x() {
        return x(0);
    }

    /** Returns a result. */
    public Value y(int output) {
        return graph().value(node.outputs().get(output));
    }

    /** Returns the first result. */
    public Value y() {
        return y(0);
    }

    /** Returns the gradient of the first result; zeros when only a further one has any. */
    public Value dy() {
        return dy(0);
    }

    /** Returns the gradient of a result; zeros when nothing flows back to it. */
    public Value dy(int output) {
        return hasDy(output) ? dys.get(output) : y(output).zerosLike();
    }

    /** Returns whether anything flows back to a result. */
    public boolean hasDy(int output) {
        return output < dys.size() && dys.get(output) != null;
    }

    /** Returns an operand's shape; -1 where a size is, or depends on, the batch's. */
    public List<Long> shape(int input) {
        return tape.shape(node.inputs().get(input));
    }

    /** Returns a result's shape; -1 where a size is, or depends on, the batch's. */
    public List<Long> outputShape(int output) {
        return tape.shape(node.outputs().get(output));
    }

    /** Returns the number of axes of an operand. */
    public int rank(int input) {
        return shape(input).size();
    }

    /** Returns an axis attribute, counted from 0 whatever sign it has. */
    public int axis(String attribute, long otherwise) {
        long axis = node.integer(attribute, otherwise);
        return (int) (axis < 0 ? axis + rank(0) : axis);
    }

    /** Returns the value of an operand that is the same in every run; empty when it depends on the data. */
    public Optional<Tensor> constant(int input) {
        return has(input) ? tape.constant(node.inputs().get(input)) : Optional.empty();
    }

    /**
     * Returns whole numbers that an operand holds in every run: axes, starts, pads.
     *
     * @throws Problem M13 when they depend on the data
     */
    public long[] integers(int input) {
        Tensor t = constant(input).orElseThrow(() -> new NotDifferentiable("No gradient can be derived for " + node
                + ": its operand \"" + node.inputs().get(input) + "\" depends on the image, and the rule needs it fixed."));
        // floats hold these exactly, but for "until the end", which is larger than any axis anyway
        return LongStream.range(0, t.size()).map(i -> (long) t.data()[(int) i]).toArray();
    }

    /** Returns a list attribute, or as many times the same number when the node does not have it. */
    public long[] integers(String attribute, int count, long otherwise) {
        List<Long> given = node.integers(attribute);
        return given.isEmpty() ? LongStream.generate(() -> otherwise).limit(count).toArray()
                : given.stream().mapToLong(Long::longValue).toArray();
    }

    /** Returns a float constant of one element. */
    public Value number(float value) {
        return graph().constant(value);
    }

    /** Returns the same node with another gradient of its first result, for rules made of other rules. */
    public Step with(Value dy) {
        return new Step(tape, node, List.of(dy));
    }

    /**
     * Returns the same node with another operand of the same shape, for rules that change weights: its
     * {@link #standard()} rule goes back through those.
     */
    public Step reading(int input, Value other) {
        tape.shaped(other.name(), shape(input));
        return new Step(tape, node.reading(input, other.name()), dys);
    }

    /** Appends the operator once more on other operands; null for one that is left out. */
    public Value again(Value... operands) {
        return graph().again(node, operands);
    }

    /** Applies this operator's own rule, the one that an override replaced. */
    public List<Value> standard() {
        return tape.standard(this);
    }

    /** Records what a user must know about the gradient, e.g. that rounding was passed straight through. */
    public void remark(String text) {
        tape.remark(text);
    }
}
