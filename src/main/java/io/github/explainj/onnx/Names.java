// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import ai.onnx.proto.OnnxMl;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Refuses names that nobody makes, or that are made twice (M28). */
final class Names {

    private final Candidate candidate;
    private final Map<Scope, Set<String>> own = new HashMap<>();

    private Names(Candidate candidate) {
        this.candidate = candidate;
        candidate.scopes().forEach(s -> own.put(s, made(s)));
    }

    static void check(Candidate candidate) {
        if (candidate.main().graph().getOutputCount() == 0)
            throw candidate.problem("M28", "has a graph without outputs, so there is nothing to explain."
                    + " Export the model again.");
        Names names = new Names(candidate);
        candidate.scopes().forEach(names::used);
    }

    private Set<String> made(Scope scope) {
        Set<String> names = new HashSet<>();
        for (OnnxMl.ValueInfoProto i : scope.graph().getInputList()) add(names, i.getName(), "input", scope);
        // before IR 4 each initialiser was an input too
        Set<String> weights = new HashSet<>();
        for (OnnxMl.TensorProto t : scope.graph().getInitializerList()) add(weights, t.getName(), "initialiser", scope);
        for (OnnxMl.SparseTensorProto s : scope.graph().getSparseInitializerList())
            add(weights, s.getValues().getName(), "initialiser", scope);
        names.addAll(weights);
        for (OnnxMl.NodeProto n : scope.nodes())
            for (String o : n.getOutputList())
                if (!o.isEmpty()) add(names, o, "output of " + Scope.named(n), scope);
        return names;
    }

    private void add(Set<String> names, String name, String what, Scope scope) {
        if (!names.add(name))
            throw candidate.problem("M28", "has two tensors with the name \"" + name + "\"" + scope.where()
                    + " (the second is an " + what + "). Names have to differ: export the model again.");
    }

    private void used(Scope scope) {
        for (OnnxMl.NodeProto n : scope.nodes())
            for (String i : n.getInputList())
                if (!i.isEmpty() && !seen(i, scope)) throw missing("reads", i, "the node " + Scope.named(n) + scope.where());
        for (OnnxMl.ValueInfoProto o : scope.graph().getOutputList())
            if (!seen(o.getName(), scope)) throw missing("gives out", o.getName(), "the graph" + scope.where());
    }

    private boolean seen(String name, Scope scope) {
        for (Scope s = scope; s != null; s = s.outer().orElse(null)) if (own.get(s).contains(name)) return true;
        return false;
    }

    private RuntimeException missing(String verb, String name, String who) {
        return candidate.problem("M28", "is damaged: " + who + " " + verb + " the tensor \"" + name
                + "\", which no input, initialiser or node makes. Export the model again.");
    }
}
