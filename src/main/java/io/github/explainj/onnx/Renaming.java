// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import ai.onnx.proto.OnnxMl;
import java.util.HashMap;
import java.util.Map;

/** Renames what nodes read, also inside the graphs that If, Loop and Scan carry. */
final class Renaming {

    private Renaming() {}

    static OnnxMl.NodeProto inputs(OnnxMl.NodeProto node, Map<String, String> names) {
        OnnxMl.NodeProto.Builder b = node.toBuilder();
        for (int i = 0; i < b.getInputCount(); i++)
            b.setInput(i, names.getOrDefault(b.getInput(i), b.getInput(i)));
        for (OnnxMl.AttributeProto.Builder a : b.getAttributeBuilderList()) {
            if (a.hasG()) a.setG(inner(a.getG(), names));
            for (int i = 0; i < a.getGraphsCount(); i++) a.setGraphs(i, inner(a.getGraphs(i), names));
        }
        return b.build();
    }

    /** A name that the inner graph makes itself means something else there. */
    private static OnnxMl.GraphProto inner(OnnxMl.GraphProto graph, Map<String, String> names) {
        Map<String, String> visible = new HashMap<>(names);
        graph.getInputList().forEach(i -> visible.remove(i.getName()));
        graph.getInitializerList().forEach(t -> visible.remove(t.getName()));
        graph.getNodeList().forEach(n -> n.getOutputList().forEach(visible::remove));
        OnnxMl.GraphProto.Builder b = graph.toBuilder();
        for (int i = 0; i < b.getNodeCount(); i++) b.setNode(i, inputs(b.getNode(i), visible));
        for (OnnxMl.ValueInfoProto.Builder o : b.getOutputBuilderList())
            o.setName(visible.getOrDefault(o.getName(), o.getName()));
        return b.build();
    }
}
