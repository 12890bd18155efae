// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import ai.onnx.proto.OnnxMl;
import java.util.HashSet;
import java.util.Set;

/**
 * Makes a throw-away copy of a graph from which a session tells all shapes without weights and
 * without a run: large initialisers become inputs, every tensor becomes an output.
 *
 * <p>Use optimisation level {@code NO_OPT}; outputs that are no arrays (sequences) occur.
 */
public final class ShapeGraph {

    /** Smaller constants stay: shapes follow from them (Reshape, Resize, Pad...). */
    private static final long ELEMENTS = 4096;

    private ShapeGraph() {}

    /** Returns the copy; its outputs are the original ones and every tensor that a node makes. */
    public static Graph of(Graph graph) {
        OnnxMl.GraphProto.Builder g = graph.proto().getGraph().toBuilder();
        weightsBecomeInputs(g);
        Set<String> outputs = new HashSet<>();
        g.getOutputList().forEach(o -> outputs.add(o.getName()));
        for (String tensor : graph.tensors())
            if (outputs.add(tensor)) g.addOutput(OnnxMl.ValueInfoProto.newBuilder().setName(tensor));
        return new Graph(graph.proto().toBuilder().setGraph(g).build(), graph.folder().orElse(null));
    }

    private static void weightsBecomeInputs(OnnxMl.GraphProto.Builder g) {
        Set<String> inputs = new HashSet<>();
        g.getInputList().forEach(i -> inputs.add(i.getName()));
        for (int i = g.getInitializerCount() - 1; i >= 0; i--) {
            OnnxMl.TensorProto t = g.getInitializer(i);
            if (t.getDimsList().stream().reduce(1L, (a, b) -> a * b) <= ELEMENTS) continue;
            if (inputs.add(t.getName())) g.addInput(input(t));
            g.removeInitializer(i);
        }
    }

    private static OnnxMl.ValueInfoProto input(OnnxMl.TensorProto t) {
        OnnxMl.TensorShapeProto.Builder shape = OnnxMl.TensorShapeProto.newBuilder();
        t.getDimsList().forEach(d -> shape.addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimValue(d)));
        return OnnxMl.ValueInfoProto.newBuilder().setName(t.getName()).setType(OnnxMl.TypeProto.newBuilder()
                .setTensorType(OnnxMl.TypeProto.Tensor.newBuilder().setElemType(t.getDataType()).setShape(shape))).build();
    }
}
