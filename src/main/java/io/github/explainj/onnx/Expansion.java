// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import ai.onnx.proto.OnnxMl;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Inlines functions and rewrites operators, so that one operator set is left for all nodes. */
final class Expansion {

    private final OnnxMl.ModelProto model;
    private final LiftNames names;
    private final FunctionInliner functions;

    Expansion(OnnxMl.ModelProto model, LiftNames names) {
        this.model = model;
        this.names = names;
        this.functions = new FunctionInliner(model, names);
    }

    OnnxMl.ModelProto expanded() {
        OnnxMl.GraphProto graph = graph(model.getGraph(), null, opset(model.getOpsetImportList()));
        return model.toBuilder().clearFunctions().setGraph(graph).clearOpsetImport()
                .addAllOpsetImport(imports(graph)).build();
    }

    private static int opset(List<OnnxMl.OperatorSetIdProto> imports) {
        return imports.stream().filter(o -> Operators.domain(o.getDomain()).equals(Operators.STANDARD))
                .mapToInt(o -> (int) o.getVersion()).max().orElse(Lift.OPSET);
    }

    /** Returns what the nodes that are left need; a domain of functions only is not known to others. */
    private List<OnnxMl.OperatorSetIdProto> imports(OnnxMl.GraphProto graph) {
        Map<String, Long> versions = new LinkedHashMap<>();
        versions.put("", (long) Lift.OPSET);
        List<OnnxMl.OperatorSetIdProto> all = new ArrayList<>(model.getOpsetImportList());
        model.getFunctionsList().forEach(f -> all.addAll(f.getOpsetImportList()));
        for (OnnxMl.OperatorSetIdProto o : all) versions.merge(plain(o.getDomain()), o.getVersion(), Math::max);
        Set<String> used = new HashSet<>(Set.of(""));
        domains(graph, used);
        versions.keySet().retainAll(used);
        return versions.entrySet().stream().map(e -> OnnxMl.OperatorSetIdProto.newBuilder()
                .setDomain(e.getKey()).setVersion(e.getValue()).build()).toList();
    }

    private static void domains(OnnxMl.GraphProto graph, Set<String> used) {
        for (OnnxMl.NodeProto n : graph.getNodeList()) {
            used.add(plain(n.getDomain()));
            Scope.graphs(n).forEach(g -> domains(g, used));
        }
    }

    private static String plain(String domain) {
        return domain.equals(Operators.STANDARD) ? "" : domain;
    }

    private OnnxMl.GraphProto graph(OnnxMl.GraphProto graph, KnownTensors outer, int opset) {
        KnownTensors known = new KnownTensors(outer, graph);
        List<OnnxMl.NodeProto> nodes = new ArrayList<>();
        expand(new Order(graph.getNodeList()).sorted(), known, opset, nodes);
        return graph.toBuilder().clearNode().addAllNode(nodes).build();
    }

    private void expand(List<OnnxMl.NodeProto> nodes, KnownTensors known, int opset, List<OnnxMl.NodeProto> out) {
        for (OnnxMl.NodeProto n : nodes) {
            OnnxMl.NodeProto plain = plain(n.getDomain()).isEmpty() ? n.toBuilder().clearDomain().build() : n;
            Optional<OnnxMl.FunctionProto> called = functions.called(n);
            if (called.isPresent())
                expand(functions.body(called.get(), plain), known, opset(called.get().getOpsetImportList()), out);
            else rewrite(new OldNode(inner(plain, known, opset), opset, names, known), out);
        }
    }

    private static void rewrite(OldNode node, List<OnnxMl.NodeProto> out) {
        for (OnnxMl.NodeProto n : OpsetRewrites.of(node)) {
            node.known().add(n);
            out.add(n);
        }
    }

    private OnnxMl.NodeProto inner(OnnxMl.NodeProto node, KnownTensors known, int opset) {
        if (Scope.graphs(node).isEmpty()) return node;
        OnnxMl.NodeProto.Builder b = node.toBuilder();
        for (OnnxMl.AttributeProto.Builder a : b.getAttributeBuilderList()) {
            if (a.hasG()) a.setG(graph(a.getG(), known, opset));
            for (int i = 0; i < a.getGraphsCount(); i++) a.setGraphs(i, graph(a.getGraphs(i), known, opset));
        }
        return b.build();
    }
}
