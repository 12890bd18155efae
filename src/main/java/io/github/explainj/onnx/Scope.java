// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import ai.onnx.proto.OnnxMl;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One list of nodes with the names it can see: a graph, a graph inside a node, or a function. */
final class Scope {

    /** How far a constant is followed through Identity and outwards. */
    private static final int STEPS = 200;

    private final Scope outer;
    private final String place;
    private final OnnxMl.GraphProto graph;
    private final List<OnnxMl.OperatorSetIdProto> opsets;
    private final Map<String, OnnxMl.TensorProto> initialisers = new HashMap<>();
    private final Map<String, OnnxMl.NodeProto> producers = new HashMap<>();

    private Scope(Scope outer, String place, OnnxMl.GraphProto graph, List<OnnxMl.OperatorSetIdProto> opsets) {
        this.outer = outer;
        this.place = place;
        this.graph = graph;
        this.opsets = opsets;
        graph.getInitializerList().forEach(t -> initialisers.put(t.getName(), t));
        graph.getNodeList().forEach(n -> n.getOutputList().forEach(o -> producers.put(o, n)));
    }

    /** Returns the main graph, then all graphs inside it, then the functions with theirs. */
    static List<Scope> all(OnnxMl.ModelProto model) {
        List<Scope> found = new ArrayList<>();
        add(new Scope(null, "", model.getGraph(), model.getOpsetImportList()), found);
        for (OnnxMl.FunctionProto f : model.getFunctionsList()) {
            add(new Scope(null, "function \"" + f.getName() + "\"", body(f), f.getOpsetImportList()), found);
        }
        return found;
    }

    private static OnnxMl.GraphProto body(OnnxMl.FunctionProto f) {
        OnnxMl.GraphProto.Builder g = OnnxMl.GraphProto.newBuilder().addAllNode(f.getNodeList());
        f.getInputList().forEach(i -> g.addInput(OnnxMl.ValueInfoProto.newBuilder().setName(i)));
        f.getOutputList().forEach(o -> g.addOutput(OnnxMl.ValueInfoProto.newBuilder().setName(o)));
        return g.build();
    }

    private static void add(Scope scope, List<Scope> found) {
        found.add(scope);
        for (OnnxMl.NodeProto n : scope.nodes())
            for (OnnxMl.GraphProto g : graphs(n))
                add(new Scope(scope, "a graph inside " + named(n), g, scope.opsets), found);
    }

    /** Returns the graphs that a node carries: branches of If, bodies of Loop and Scan. */
    static List<OnnxMl.GraphProto> graphs(OnnxMl.NodeProto node) {
        List<OnnxMl.GraphProto> graphs = new ArrayList<>();
        for (OnnxMl.AttributeProto a : node.getAttributeList()) {
            if (a.hasG()) graphs.add(a.getG());
            graphs.addAll(a.getGraphsList());
        }
        return graphs;
    }

    /** Returns a node for a sentence: {@code Conv "conv1"}. */
    static String named(OnnxMl.NodeProto node) {
        return new Node(node).toString();
    }

    Optional<Scope> outer() {
        return Optional.ofNullable(outer);
    }

    boolean isFunction() {
        return outer == null && !place.isEmpty();
    }

    /** Returns where this is, to be put behind a node's name; empty for the main graph. */
    String where() {
        return place.isEmpty() ? "" : " in " + place;
    }

    OnnxMl.GraphProto graph() {
        return graph;
    }

    List<OnnxMl.NodeProto> nodes() {
        return graph.getNodeList();
    }

    /** Returns the version of a domain's operators that is imported here; 0 when none is. */
    long opset(String domain) {
        return opsets.stream()
                .filter(o -> Operators.domain(o.getDomain()).equals(Operators.domain(domain)))
                .mapToLong(OnnxMl.OperatorSetIdProto::getVersion)
                .max()
                .orElse(0);
    }

    /** Returns the value of a name that does not depend on any input, if it is written in the file. */
    Optional<OnnxMl.TensorProto> constant(String name) {
        Scope scope = this;
        String wanted = name;
        for (int step = 0; step < STEPS && scope != null; step++) {
            OnnxMl.TensorProto t = scope.initialisers.get(wanted);
            if (t != null) return Optional.of(t);
            OnnxMl.NodeProto n = scope.producers.get(wanted);
            if (n == null) scope = scope.outer;
            else if (n.getOpType().equals("Identity") && n.getInputCount() == 1) wanted = n.getInput(0);
            else return ConstantNode.value(n);
        }
        return Optional.empty();
    }

    /** Returns whole numbers that are written in the file and do not depend on any input. */
    Optional<long[]> integers(OnnxMl.NodeProto node, int input) {
        if (input >= node.getInputCount() || node.getInput(input).isEmpty()) return Optional.empty();
        return constant(node.getInput(input)).flatMap(TensorData::integers);
    }

    /** Returns every array that is written in this scope. */
    List<Held> tensors() {
        List<Held> all = new ArrayList<>();
        graph.getInitializerList().forEach(t -> all.add(new Held("tensor \"" + t.getName() + "\"", t)));
        graph.getSparseInitializerList()
                .forEach(s -> sparse("sparse tensor \"" + s.getValues().getName() + "\"", s, all));
        for (OnnxMl.NodeProto n : nodes())
            for (OnnxMl.AttributeProto a : n.getAttributeList())
                attribute("attribute \"" + a.getName() + "\" of " + named(n), a, all);
        return all;
    }

    private static void attribute(String name, OnnxMl.AttributeProto a, List<Held> all) {
        if (a.hasT()) all.add(new Held(name, a.getT()));
        if (a.hasSparseTensor()) sparse(name, a.getSparseTensor(), all);
        a.getTensorsList().forEach(t -> all.add(new Held(name, t)));
        a.getSparseTensorsList().forEach(s -> sparse(name, s, all));
    }

    private static void sparse(String name, OnnxMl.SparseTensorProto s, List<Held> all) {
        all.add(new Held("values of " + name, s.getValues()));
        all.add(new Held("indices of " + name, s.getIndices()));
    }

    /**
     * An array and what holds it.
     *
     * @param name for sentences: {@code tensor "conv1.weight"}
     */
    record Held(String name, OnnxMl.TensorProto tensor) {}
}
