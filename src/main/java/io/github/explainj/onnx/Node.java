// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import ai.onnx.proto.OnnxMl;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One operator of a graph; a view that shows nothing of the file format. */
public final class Node {

    private final OnnxMl.NodeProto proto;

    Node(OnnxMl.NodeProto proto) {
        this.proto = proto;
    }

    OnnxMl.NodeProto proto() {
        return proto;
    }

    /** Returns the operator's type, e.g. {@code Conv}. */
    public String op() {
        return proto.getOpType();
    }

    /** Returns the domain; empty for the standard operators. */
    public String domain() {
        return proto.getDomain().equals("ai.onnx") ? "" : proto.getDomain();
    }

    /** Returns the node's name, or its first output's when it has none. */
    public String name() {
        return !proto.getName().isEmpty() || proto.getOutputCount() == 0 ? proto.getName() : proto.getOutput(0);
    }

    /** Returns the tensors it reads; an omitted optional one is empty text. */
    public List<String> inputs() {
        return List.copyOf(proto.getInputList());
    }

    /** Returns all tensors that it reads, also those that its inner graphs take from around them. */
    public Set<String> reads() {
        return Order.reads(proto);
    }

    public List<String> outputs() {
        return List.copyOf(proto.getOutputList());
    }

    /** Returns the same node, but reading another tensor in place of an input. */
    public Node reading(int input, String tensor) {
        return new Node(proto.toBuilder().setInput(input, tensor).build());
    }

    public long integer(String attribute, long otherwise) {
        return find(attribute).map(OnnxMl.AttributeProto::getI).orElse(otherwise);
    }

    public float number(String attribute, float otherwise) {
        return find(attribute).map(OnnxMl.AttributeProto::getF).orElse(otherwise);
    }

    public String text(String attribute, String otherwise) {
        return find(attribute).map(a -> a.getS().toStringUtf8()).orElse(otherwise);
    }

    /** Returns a list attribute; empty when the node does not have it. */
    public List<Long> integers(String attribute) {
        return find(attribute).map(a -> List.copyOf(a.getIntsList())).orElse(List.of());
    }

    public boolean has(String attribute) {
        return find(attribute).isPresent();
    }

    /** Returns all attributes, for another node like this one, but those of the given names. */
    public Attributes attributes(String... without) {
        return Attributes.of(proto, without);
    }

    Optional<OnnxMl.AttributeProto> find(String attribute) {
        return proto.getAttributeList().stream().filter(a -> a.getName().equals(attribute)).findFirst();
    }

    @Override
    public String toString() {
        return op() + " \"" + name() + "\"";
    }
}
