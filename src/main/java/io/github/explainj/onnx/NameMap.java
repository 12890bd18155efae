// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import ai.onnx.proto.OnnxMl;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Renames everything: what nodes read and make, also inside the graphs that they carry. */
final class NameMap {

    private final Map<String, String> names;

    NameMap(Map<String, String> names) {
        this.names = new HashMap<>(names);
    }

    /** Returns all names that nodes make, also inside the graphs that they carry; some more than once. */
    static List<String> made(List<OnnxMl.NodeProto> nodes) {
        List<String> found = new ArrayList<>();
        for (OnnxMl.NodeProto n : nodes) {
            n.getOutputList().stream().filter(o -> !o.isEmpty()).forEach(found::add);
            Scope.graphs(n).forEach(g -> found.addAll(made(g)));
        }
        return found;
    }

    /** Returns all names that a graph has by itself. */
    static List<String> made(OnnxMl.GraphProto graph) {
        List<String> found = new ArrayList<>();
        graph.getInputList().forEach(i -> found.add(i.getName()));
        graph.getInitializerList().forEach(t -> found.add(t.getName()));
        found.addAll(made(graph.getNodeList()));
        return found;
    }

    String of(String name) {
        return names.getOrDefault(name, name);
    }

    OnnxMl.NodeProto of(OnnxMl.NodeProto node) {
        OnnxMl.NodeProto.Builder b = node.toBuilder();
        for (int i = 0; i < b.getInputCount(); i++) b.setInput(i, of(b.getInput(i)));
        for (int i = 0; i < b.getOutputCount(); i++) b.setOutput(i, of(b.getOutput(i)));
        for (OnnxMl.AttributeProto.Builder a : b.getAttributeBuilderList()) {
            if (a.hasG()) a.setG(of(a.getG()));
            for (int i = 0; i < a.getGraphsCount(); i++) a.setGraphs(i, of(a.getGraphs(i)));
        }
        return b.build();
    }

    private OnnxMl.GraphProto of(OnnxMl.GraphProto graph) {
        OnnxMl.GraphProto.Builder b = graph.toBuilder();
        b.getInputBuilderList().forEach(v -> v.setName(of(v.getName())));
        b.getOutputBuilderList().forEach(v -> v.setName(of(v.getName())));
        b.getValueInfoBuilderList().forEach(v -> v.setName(of(v.getName())));
        b.getInitializerBuilderList().forEach(t -> t.setName(of(t.getName())));
        for (int i = 0; i < b.getNodeCount(); i++) b.setNode(i, of(b.getNode(i)));
        return b.build();
    }
}
