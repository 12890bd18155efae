// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import ai.onnx.proto.OnnxMl;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A node as it was written, and the nodes that come in its place. */
final class OldNode {

    private final OnnxMl.NodeProto proto;
    private final int opset;
    private final LiftNames names;
    private final KnownTensors known;
    private final List<OnnxMl.NodeProto> replacement = new ArrayList<>();

    OldNode(OnnxMl.NodeProto proto, int opset, LiftNames names, KnownTensors known) {
        this.proto = proto;
        this.opset = opset;
        this.names = names;
        this.known = known;
    }

    Node node() {
        return new Node(proto);
    }

    /** Returns the operator set in which the node is written. */
    int opset() {
        return opset;
    }

    KnownTensors known() {
        return known;
    }

    String op() {
        return proto.getOpType();
    }

    /** Returns the name of an input; empty when it is left out. */
    String input(int i) {
        return i < proto.getInputCount() ? proto.getInput(i) : "";
    }

    String[] inputs() {
        return proto.getInputList().toArray(String[]::new);
    }

    /** Returns whether an output is asked for. */
    boolean gives(int output) {
        return output < proto.getOutputCount() && !proto.getOutput(output).isEmpty();
    }

    /** Returns the node's attributes, without some. */
    Attributes attributes(String... without) {
        return Attributes.of(proto, without);
    }

    String integers(long... values) {
        return names.integers(values);
    }

    /** Returns a constant that holds a list attribute. */
    String integers(String attribute) {
        return integers(node().integers(attribute).stream().mapToLong(Long::longValue).toArray());
    }

    String number(float value) {
        return names.floats(new Tensor(new float[] {value}));
    }

    /** Returns a constant that holds a list of floats along one axis, or with more axes of size 1 behind. */
    String numbers(List<Float> values, int... rest) {
        float[] data = new float[values.size()];
        for (int i = 0; i < data.length; i++) data[i] = values.get(i);
        int[] shape = new int[1 + rest.length];
        shape[0] = data.length;
        System.arraycopy(rest, 0, shape, 1, rest.length);
        return names.floats(new Tensor(data, shape));
    }

    /** Puts a node in front of the last one and returns its output. */
    String first(String op, Attributes attributes, String... inputs) {
        String output = names.fresh(op.toLowerCase(Locale.ROOT));
        replacement.add(node(op, attributes, inputs).addOutput(output).build());
        return output;
    }

    String first(String op, String... inputs) {
        return first(op, Attributes.NONE, inputs);
    }

    /** Puts a node that makes all that the old one made. */
    void last(String op, Attributes attributes, String... inputs) {
        last(op, attributes, proto.getOutputCount(), inputs);
    }

    /** Puts a node that makes the first of the tensors that the old one made. */
    void last(String op, Attributes attributes, int outputs, String... inputs) {
        replacement.add(node(op, attributes, inputs).setName(proto.getName())
                .addAllOutput(proto.getOutputList().subList(0, Math.min(outputs, proto.getOutputCount()))).build());
    }

    void last(String op, String... inputs) {
        last(op, Attributes.NONE, inputs);
    }

    /** Puts a node that makes one more of the tensors that the old one made. */
    void also(int output, String op, String... inputs) {
        replacement.add(node(op, Attributes.NONE, inputs).addOutput(proto.getOutput(output)).build());
    }

    /** Leaves the node as it is. */
    void keep() {
        replacement.add(proto);
    }

    /** Puts the same operator with other attributes and inputs. */
    void same(Attributes attributes, String... inputs) {
        last(op(), attributes, inputs);
    }

    List<OnnxMl.NodeProto> replacement() {
        return replacement;
    }

    private static OnnxMl.NodeProto.Builder node(String op, Attributes attributes, String... inputs) {
        int given = inputs.length;
        while (given > 0 && inputs[given - 1].isEmpty()) given--;
        return OnnxMl.NodeProto.newBuilder().setOpType(op).addAllAttribute(attributes.protos())
                .addAllInput(Arrays.asList(inputs).subList(0, given));
    }
}
