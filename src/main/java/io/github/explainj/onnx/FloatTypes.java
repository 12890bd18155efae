// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import ai.onnx.proto.OnnxMl;
import java.util.Set;

/**
 * Turns half and double precision into float. Weights stay as they are where they are, with a Cast
 * behind them that takes over their name.
 */
final class FloatTypes {

    private static final int FLOAT = ElementType.FLOAT.number();

    /** Attributes that hold the number of a type. */
    private static final Set<String> TYPES =
            Set.of("to", "dtype", "output_dtype", "output_datatype", "stash_type", "softmax_precision", "precision");

    /** Up to here a constant is written anew; more is left to a Cast. */
    private static final int SMALL = 1024;

    private final LiftNames names;

    FloatTypes(LiftNames names) {
        this.names = names;
    }

    OnnxMl.GraphProto of(OnnxMl.GraphProto graph) {
        OnnxMl.GraphProto.Builder g = graph.toBuilder().clearNode();
        for (int i = 0; i < g.getInitializerCount(); i++) {
            OnnxMl.TensorProto t = g.getInitializer(i);
            if (isOther(t)) g.setInitializer(i, isSmall(t) ? floats(t) : casted(t, g));
        }
        g.getInputBuilderList().forEach(v -> type(v.getTypeBuilder()));
        g.getOutputBuilderList().forEach(v -> type(v.getTypeBuilder()));
        g.getValueInfoBuilderList().forEach(v -> type(v.getTypeBuilder()));
        graph.getNodeList().forEach(n -> node(n, g));
        return g.build();
    }

    private static boolean isOther(int type) {
        return type != FLOAT && ElementType.of(type).isFloating();
    }

    private static boolean isOther(OnnxMl.TensorProto t) {
        return isOther(t.getDataType());
    }

    private static boolean isSmall(OnnxMl.TensorProto t) {
        boolean outside = t.getDataLocation() == OnnxMl.TensorProto.DataLocation.EXTERNAL;
        return !outside && t.getDimsList().stream().reduce(1L, (a, b) -> a * b) <= SMALL;
    }

    private static OnnxMl.TensorProto floats(OnnxMl.TensorProto t) {
        return TensorData.floats(t).map(v -> TensorData.floats(t.getName(), v)).orElse(t);
    }

    private OnnxMl.TensorProto casted(OnnxMl.TensorProto t, OnnxMl.GraphProto.Builder g) {
        String raw = names.fresh("raw");
        g.addNode(cast(raw, t.getName()));
        return t.toBuilder().setName(raw).build();
    }

    private static OnnxMl.NodeProto cast(String from, String to) {
        return OnnxMl.NodeProto.newBuilder().setOpType("Cast").addInput(from).addOutput(to)
                .addAllAttribute(Attributes.NONE.with("to", FLOAT).protos()).build();
    }

    private static void type(OnnxMl.TypeProto.Builder t) {
        int element = t.getTensorType().getElemType();
        if (t.hasTensorType() && isOther(element)) t.getTensorTypeBuilder().setElemType(FLOAT);
        if (t.hasSequenceType()) type(t.getSequenceTypeBuilder().getElemTypeBuilder());
        if (t.hasOptionalType()) type(t.getOptionalTypeBuilder().getElemTypeBuilder());
    }

    private void node(OnnxMl.NodeProto node, OnnxMl.GraphProto.Builder g) {
        OnnxMl.NodeProto.Builder n = node.toBuilder();
        n.getAttributeBuilderList().forEach(this::attribute);
        boolean large = ConstantNode.value(n.build()).filter(FloatTypes::isOther).isPresent();
        if (large) {
            n.setOutput(0, names.fresh("raw"));
            g.addNode(n).addNode(cast(n.getOutput(0), node.getOutput(0)));
        } else g.addNode(n);
    }

    private void attribute(OnnxMl.AttributeProto.Builder a) {
        if (TYPES.contains(a.getName()) && isOther((int) a.getI())) a.setI(FLOAT);
        if (a.hasT() && isOther(a.getT()) && isSmall(a.getT())) a.setT(floats(a.getT()));
        if (a.hasTp()) type(a.getTpBuilder());
        if (a.hasG()) a.setG(of(a.getG()));
        for (int i = 0; i < a.getGraphsCount(); i++) a.setGraphs(i, of(a.getGraphs(i)));
    }
}
