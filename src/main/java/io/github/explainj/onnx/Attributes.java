// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import ai.onnx.proto.OnnxMl;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Attributes of an operator: {@code Attributes.NONE.with("axis", 1)}; immutable. */
public final class Attributes {

    public static final Attributes NONE = new Attributes(List.of());

    private final List<OnnxMl.AttributeProto> protos;

    private Attributes(List<OnnxMl.AttributeProto> protos) {
        this.protos = protos;
    }

    /** Returns the attributes of a node, without some. */
    static Attributes of(OnnxMl.NodeProto node, String... without) {
        List<String> dropped = List.of(without);
        return new Attributes(node.getAttributeList().stream().filter(a -> !dropped.contains(a.getName())).toList());
    }

    List<OnnxMl.AttributeProto> protos() {
        return protos;
    }

    public Attributes with(String name, long value) {
        return and(named(name, OnnxMl.AttributeProto.AttributeType.INT).setI(value));
    }

    public Attributes with(String name, float value) {
        return and(named(name, OnnxMl.AttributeProto.AttributeType.FLOAT).setF(value));
    }

    public Attributes with(String name, String value) {
        return and(named(name, OnnxMl.AttributeProto.AttributeType.STRING).setS(Graph.bytes(value)));
    }

    public Attributes with(String name, long... values) {
        return and(named(name, OnnxMl.AttributeProto.AttributeType.INTS)
                .addAllInts(LongStream.of(values).boxed().toList()));
    }

    private Attributes and(OnnxMl.AttributeProto.Builder added) {
        List<OnnxMl.AttributeProto> all = new ArrayList<>(protos);
        all.add(added.build());
        return new Attributes(List.copyOf(all));
    }

    private static OnnxMl.AttributeProto.Builder named(String name, OnnxMl.AttributeProto.AttributeType type) {
        return OnnxMl.AttributeProto.newBuilder().setName(name).setType(type);
    }

    @Override
    public String toString() {
        return protos.stream().map(p -> p.getName() + "=" + text(p)).toList().toString();
    }

    private static Object text(OnnxMl.AttributeProto p) {
        return switch (p.getType()) {
            case INT -> p.getI();
            case FLOAT -> p.getF();
            case STRING -> p.getS().toStringUtf8();
            default -> p.getIntsList();
        };
    }
}
