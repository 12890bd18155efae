// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import ai.onnx.proto.OnnxMl;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Mends what is harmless: the order of nodes, names that two nodes share, training graphs. */
final class Tidy {

    private Tidy() {}

    static OnnxMl.ModelProto of(OnnxMl.ModelProto model) {
        OnnxMl.GraphProto.Builder graph = model.getGraph().toBuilder();
        List<OnnxMl.NodeProto> sorted = new Order(graph.getNodeList()).sorted();
        graph.clearNode();
        Set<String> names = new HashSet<>();
        for (OnnxMl.NodeProto n : sorted)
            graph.addNode(n.getName().isEmpty() || names.add(n.getName()) ? n : n.toBuilder().clearName().build());
        return model.toBuilder().setGraph(graph).clearTrainingInfo().build();
    }
}
