// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import ai.onnx.proto.OnnxMl;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Mends what is harmless: the order of nodes, names that two nodes share, weights
 * that are inputs, training graphs.
 */
final class Tidy {

    private Tidy() {}

    static OnnxMl.ModelProto of(OnnxMl.ModelProto model) {
        OnnxMl.GraphProto.Builder graph = model.getGraph().toBuilder();
        List<OnnxMl.NodeProto> sorted = new Order(graph.getNodeList()).sorted();
        graph.clearNode();
        Set<String> names = new HashSet<>();
        for (OnnxMl.NodeProto n : sorted)
            graph.addNode(n.getName().isEmpty() || names.add(n.getName()) ? n : n.toBuilder().clearName().build());
        constantsAreNoInputs(graph);
        return model.toBuilder().setGraph(graph).clearTrainingInfo()
                .setIrVersion(Math.max(4, model.getIrVersion())).build();
    }

    /**
     * Before IR 4 every initialiser also had to be an input. Such a weight could be overridden at
     * run time, so ONNX Runtime would fold and repack none of them.
     */
    private static void constantsAreNoInputs(OnnxMl.GraphProto.Builder graph) {
        Set<String> weights = new HashSet<>();
        graph.getInitializerList().forEach(t -> weights.add(t.getName()));
        List<OnnxMl.ValueInfoProto> inputs = graph.getInputList().stream()
                .filter(i -> !weights.contains(i.getName())).toList();
        graph.clearInput().addAllInput(inputs);
    }
}
