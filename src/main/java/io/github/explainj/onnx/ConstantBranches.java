// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import ai.onnx.proto.OnnxMl;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Replaces an If by its branch where the condition is written in the file. */
final class ConstantBranches {

    private final LiftNames names;

    /** Conditions that are written in the file, as far as the nodes have been seen. */
    private final Map<String, Boolean> conditions = new HashMap<>();

    private final Map<String, Integer> made = new HashMap<>();

    /** Conditions that are known without the file; a node that makes one does not unmake it. */
    private final Map<String, Boolean> given;

    ConstantBranches(LiftNames names, Map<String, Boolean> given) {
        this.names = names;
        this.given = given;
    }

    OnnxMl.GraphProto of(OnnxMl.GraphProto graph) {
        NameMap.made(graph).forEach(n -> made.merge(n, 1, Integer::sum));
        return chosen(graph);
    }

    private OnnxMl.GraphProto chosen(OnnxMl.GraphProto graph) {
        OnnxMl.GraphProto.Builder out = graph.toBuilder().clearNode();
        graph.getInputList().forEach(i -> conditions.remove(i.getName()));
        graph.getInitializerList().forEach(this::learn);
        choose(graph.getNodeList(), out);
        return out.build();
    }

    private void choose(List<OnnxMl.NodeProto> nodes, OnnxMl.GraphProto.Builder out) {
        for (OnnxMl.NodeProto n : nodes) {
            Boolean condition = isIf(n) ? conditions.getOrDefault(n.getInput(0), given.get(n.getInput(0))) : null;
            n.getOutputList().forEach(conditions::remove);
            if (condition != null) branch(n, condition ? "then_branch" : "else_branch", out);
            else out.addNode(inner(n));
            value(n).ifPresent(v -> conditions.put(n.getOutput(0), v));
        }
    }

    private static boolean isIf(OnnxMl.NodeProto n) {
        return n.getOpType().equals("If") && n.getDomain().isEmpty();
    }

    private OnnxMl.NodeProto inner(OnnxMl.NodeProto node) {
        if (Scope.graphs(node).isEmpty()) return node;
        OnnxMl.NodeProto.Builder b = node.toBuilder();
        for (OnnxMl.AttributeProto.Builder a : b.getAttributeBuilderList()) if (a.hasG()) a.setG(chosen(a.getG()));
        return b.build();
    }

    private void branch(OnnxMl.NodeProto node, String name, OnnxMl.GraphProto.Builder out) {
        OnnxMl.GraphProto branch = new Node(node).find(name).orElseThrow().getG();
        Map<String, String> renamed = new LinkedHashMap<>();
        for (String inner : NameMap.made(branch))
            if (made.getOrDefault(inner, 1) > 1) renamed.put(inner, names.fresh(inner));
        Map<String, String> passed = outputs(branch, node, renamed);
        NameMap all = new NameMap(renamed);
        for (OnnxMl.TensorProto t : branch.getInitializerList()) {
            OnnxMl.TensorProto moved = t.toBuilder().setName(all.of(t.getName())).build();
            out.addInitializer(moved);
            learn(moved);
        }
        List<OnnxMl.NodeProto> nodes = new ArrayList<>();
        new Order(branch.getNodeList()).sorted().forEach(n -> nodes.add(all.of(n)));
        passed.forEach((to, from) -> nodes.add(OnnxMl.NodeProto.newBuilder().setOpType("Identity")
                .addInput(all.of(from)).addOutput(to).build()));
        choose(nodes, out);
    }

    /** Lets what makes an output of the branch make the If's; returns what needs an Identity instead. */
    private static Map<String, String> outputs(OnnxMl.GraphProto branch, OnnxMl.NodeProto node,
            Map<String, String> names) {
        Set<String> own = new HashSet<>();
        branch.getNodeList().forEach(n -> own.addAll(n.getOutputList()));
        Map<String, String> passed = new LinkedHashMap<>();
        for (int i = 0; i < node.getOutputCount(); i++) {
            String inner = branch.getOutput(i).getName();
            if (node.getOutput(i).isEmpty()) continue;
            if (own.remove(inner)) names.put(inner, node.getOutput(i));
            else passed.put(node.getOutput(i), inner);
        }
        return passed;
    }

    private void learn(OnnxMl.TensorProto t) {
        conditions.remove(t.getName());
        condition(t).ifPresent(v -> conditions.put(t.getName(), v));
    }

    private static Optional<Boolean> condition(OnnxMl.TensorProto t) {
        if (t.getDimsList().stream().anyMatch(d -> d != 1)) return Optional.empty();
        return TensorData.floats(t).filter(v -> v.data().length == 1).map(v -> v.data()[0] != 0);
    }

    private Optional<Boolean> value(OnnxMl.NodeProto n) {
        if (!n.getDomain().isEmpty() || n.getOutputCount() != 1) return Optional.empty();
        return switch (n.getOpType()) {
            case "Constant" -> ConstantNode.value(n).flatMap(ConstantBranches::condition);
            case "Identity", "Cast" -> Optional.ofNullable(conditions.get(n.getInput(0)));
            case "Not" -> Optional.ofNullable(conditions.get(n.getInput(0))).map(v -> !v);
            default -> Optional.empty();
        };
    }
}
