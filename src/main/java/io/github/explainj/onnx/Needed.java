// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import ai.onnx.proto.OnnxMl;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Drops what no output needs: ONNX Runtime would run it all the same. */
public final class Needed {

    private Needed() {}

    /** Returns the graph with the nodes and initialisers that its outputs need; inputs stay. */
    public static Graph of(Graph graph) {
        return cut(graph, false);
    }

    /** Returns the same without inputs that nothing reads. */
    public static Graph withInputs(Graph graph) {
        return cut(graph, true);
    }

    private static Graph cut(Graph graph, boolean inputs) {
        OnnxMl.GraphProto g = graph.proto().getGraph();
        Set<String> read = new HashSet<>();
        g.getOutputList().forEach(o -> read.add(o.getName()));
        List<OnnxMl.NodeProto> nodes = new ArrayList<>();
        for (int i = g.getNodeCount() - 1; i >= 0; i--) {
            OnnxMl.NodeProto n = g.getNode(i);
            if (n.getOutputList().stream().noneMatch(read::contains)) continue;
            nodes.add(n);
            read.addAll(Order.reads(n));
        }
        Collections.reverse(nodes);
        OnnxMl.GraphProto.Builder b = g.toBuilder().clearNode().addAllNode(nodes).clearInitializer().addAllInitializer(
                g.getInitializerList().stream().filter(t -> read.contains(t.getName())).toList());
        if (inputs) b.clearInput().addAllInput(g.getInputList().stream().filter(i -> read.contains(i.getName())).toList());
        return new Graph(graph.proto().toBuilder().setGraph(b).build(), graph.folder().orElse(null));
    }
}
