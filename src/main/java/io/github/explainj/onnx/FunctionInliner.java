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

/** Turns a call of a local function into the nodes of its body. */
final class FunctionInliner {

    private final LiftNames names;
    private final Map<String, OnnxMl.FunctionProto> functions = new HashMap<>();

    FunctionInliner(OnnxMl.ModelProto model, LiftNames names) {
        this.names = names;
        model.getFunctionsList().forEach(f -> functions.put(key(f.getDomain(), f.getName(), f.getOverload()), f));
    }

    private static String key(String domain, String name, String overload) {
        return Operators.domain(domain) + ":" + name + ":" + overload;
    }

    /** Returns the function that a node calls; empty when the node is an operator. */
    Optional<OnnxMl.FunctionProto> called(OnnxMl.NodeProto node) {
        return Optional.ofNullable(functions.get(key(node.getDomain(), node.getOpType(), node.getOverload())));
    }

    /** Returns the body with the call's tensors and attributes; its other names are new. */
    List<OnnxMl.NodeProto> body(OnnxMl.FunctionProto function, OnnxMl.NodeProto call) {
        Map<String, String> names = new LinkedHashMap<>();
        for (String made : NameMap.made(function.getNodeList())) names.put(made, this.names.fresh(made));
        Map<String, String> passed = outputs(function, call, names);
        for (int i = 0; i < function.getInputCount(); i++)
            names.put(function.getInput(i), i < call.getInputCount() ? call.getInput(i) : "");
        NameMap map = new NameMap(names);
        Map<String, OnnxMl.AttributeProto> attributes = attributes(function, call);
        List<OnnxMl.NodeProto> body = new ArrayList<>();
        for (OnnxMl.NodeProto n : new Order(function.getNodeList()).sorted())
            body.add(map.of(substituted(n.toBuilder().clearName().build(), attributes)));
        passed.forEach((to, from) -> body.add(OnnxMl.NodeProto.newBuilder().setOpType("Identity")
                .addInput(map.of(from)).addOutput(to).build()));
        return body;
    }

    /**
     * Lets what makes an output make the call's output.
     *
     * @return outputs of the call that need an Identity, with the inner name that they repeat: an
     *     input that is passed through, or a tensor that is given out twice
     */
    private static Map<String, String> outputs(OnnxMl.FunctionProto f, OnnxMl.NodeProto call,
            Map<String, String> names) {
        Map<String, String> passed = new LinkedHashMap<>();
        Set<String> given = new HashSet<>();
        for (int i = 0; i < Math.min(f.getOutputCount(), call.getOutputCount()); i++) {
            String inner = f.getOutput(i);
            String outer = call.getOutput(i);
            if (outer.isEmpty()) continue;
            if (names.containsKey(inner) && given.add(inner)) names.put(inner, outer);
            else passed.put(outer, inner);
        }
        return passed;
    }

    private static Map<String, OnnxMl.AttributeProto> attributes(OnnxMl.FunctionProto f, OnnxMl.NodeProto call) {
        Map<String, OnnxMl.AttributeProto> values = new HashMap<>();
        f.getAttributeProtoList().forEach(a -> values.put(a.getName(), a));
        call.getAttributeList().forEach(a -> values.put(a.getName(), a));
        return values;
    }

    /** Puts values where the body refers to the function's attributes; one that is not given is left out. */
    private static OnnxMl.NodeProto substituted(OnnxMl.NodeProto node, Map<String, OnnxMl.AttributeProto> values) {
        OnnxMl.NodeProto.Builder b = node.toBuilder().clearAttribute();
        for (OnnxMl.AttributeProto a : node.getAttributeList()) {
            OnnxMl.AttributeProto given = values.get(a.getRefAttrName());
            if (a.getRefAttrName().isEmpty()) b.addAttribute(substituted(a, values));
            else if (given != null) b.addAttribute(given.toBuilder().setName(a.getName()));
        }
        return b.build();
    }

    private static OnnxMl.AttributeProto substituted(OnnxMl.AttributeProto a, Map<String, OnnxMl.AttributeProto> values) {
        if (!a.hasG()) return a;
        OnnxMl.GraphProto.Builder g = a.getG().toBuilder();
        for (int i = 0; i < g.getNodeCount(); i++) g.setNode(i, substituted(g.getNode(i), values));
        return a.toBuilder().setG(g).build();
    }
}
