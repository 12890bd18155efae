// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.List;

/** Pieces of models for tests. */
final class Protos {

    private Protos() {}

    /** A valid model: y = Conv(x, w), x [1, 1, 8, 8], w [1, 1, 3, 3]. */
    static ModelProto.Builder good() {
        return model(GraphProto.newBuilder().setName("net")
                .addNode(node("Conv", "conv", List.of("x", "w"), "y"))
                .addInitializer(floats("w", 1, 1, 3, 3))
                .addInput(value("x", 1, 1, 1, 8, 8)).addOutput(ValueInfoProto.newBuilder(value("y", 1, 1, 1, 6, 6))));
    }

    static ModelProto.Builder model(GraphProto.Builder graph) {
        return ModelProto.newBuilder().setIrVersion(8).setProducerName("test").setGraph(graph)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17));
    }

    /** A model of nodes only, from x to the last output. */
    static ModelProto.Builder model(NodeProto.Builder... nodes) {
        NodeProto.Builder last = nodes[nodes.length - 1];
        GraphProto.Builder g = GraphProto.newBuilder().setName("net").addInput(value("x", 1, 1, 1, 8, 8))
                .addOutput(ValueInfoProto.newBuilder().setName(last.getOutput(0)));
        Arrays.stream(nodes).forEach(g::addNode);
        return model(g);
    }

    static NodeProto.Builder node(String op, String name, List<String> inputs, String output) {
        return NodeProto.newBuilder().setOpType(op).setName(name).addAllInput(inputs).addOutput(output);
    }

    static ValueInfoProto value(String name, int type, long... dims) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (long d : dims) shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(d));
        return ValueInfoProto.newBuilder().setName(name).setType(TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(type).setShape(shape))).build();
    }

    /** Floats 1, as raw data. */
    static TensorProto.Builder floats(String name, long... dims) {
        int n = (int) Arrays.stream(dims).reduce(1, (a, b) -> a * b);
        byte[] raw = new byte[4 * n];
        for (int i = 0; i < n; i++) raw[4 * i + 2] = (byte) 0x80;
        for (int i = 0; i < n; i++) raw[4 * i + 3] = 0x3f;
        return dims(TensorProto.newBuilder().setName(name).setDataType(1), dims).setRawData(ByteString.copyFrom(raw));
    }

    static TensorProto.Builder integers(String name, long... values) {
        TensorProto.Builder t = dims(TensorProto.newBuilder().setName(name).setDataType(7), values.length);
        for (long v : values) t.addInt64Data(v);
        return t;
    }

    static TensorProto.Builder dims(TensorProto.Builder t, long... dims) {
        for (long d : dims) t.addDims(d);
        return t;
    }

    static AttributeProto.Builder ints(String name, long... values) {
        AttributeProto.Builder a = AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS);
        for (long v : values) a.addInts(v);
        return a;
    }

    static AttributeProto.Builder integer(String name, long value) {
        return AttributeProto.newBuilder().setName(name).setType(AttributeType.INT).setI(value);
    }

    static AttributeProto.Builder graph(String name, GraphProto.Builder value) {
        return AttributeProto.newBuilder().setName(name).setType(AttributeType.GRAPH).setG(value);
    }

    static AttributeProto.Builder tensor(String name, TensorProto.Builder value) {
        return AttributeProto.newBuilder().setName(name).setType(AttributeType.TENSOR).setT(value);
    }

    /** The weight w of {@link #good()} in another file; entries are key, value, key, value... */
    static ModelProto.Builder outside(String... entries) {
        ModelProto.Builder m = good();
        m.getGraphBuilder().setInitializer(0, external("w", entries));
        return m;
    }

    static TensorProto.Builder external(String name, String... entries) {
        TensorProto.Builder t = floats(name, 1, 1, 3, 3).clearRawData()
                .setDataLocation(TensorProto.DataLocation.EXTERNAL);
        for (int i = 0; i < entries.length; i += 2)
            t.addExternalData(StringStringEntryProto.newBuilder().setKey(entries[i]).setValue(entries[i + 1]));
        return t;
    }
}
