// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import ai.onnx.proto.OnnxMl;
import java.util.Map;

/** Renames what nodes read, also inside the graphs that If, Loop and Scan carry. */
final class Renaming {

    private Renaming() {}

    static OnnxMl.NodeProto inputs(OnnxMl.NodeProto node, Map<String, String> names) {
        OnnxMl.NodeProto.Builder b = node.toBuilder();
        for (int i = 0; i < b.getInputCount(); i++)
            b.setInput(i, names.getOrDefault(b.getInput(i), b.getInput(i)));
        for (int i = 0; i < b.getAttributeCount(); i++)
            if (b.getAttribute(i).hasG())
                b.setAttribute(i, b.getAttribute(i).toBuilder().setG(inner(b.getAttribute(i).getG(), names)));
        return b.build();
    }

    private static OnnxMl.GraphProto inner(OnnxMl.GraphProto graph, Map<String, String> names) {
        OnnxMl.GraphProto.Builder b = graph.toBuilder();
        for (int i = 0; i < b.getNodeCount(); i++) b.setNode(i, inputs(b.getNode(i), names));
        return b.build();
    }
}
