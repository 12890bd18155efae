// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import ai.onnx.proto.OnnxMl;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/** Puts nodes into an order in which they can run; refuses cycles (M14). */
final class Order {

    private final List<OnnxMl.NodeProto> nodes;
    private final Map<String, Integer> makers = new HashMap<>();
    private final List<List<Integer>> readers = new ArrayList<>();
    private final int[] waiting;
    private final List<OnnxMl.NodeProto> sorted = new ArrayList<>();

    /** Sorts; an order that can run already stays as it is. */
    Order(List<OnnxMl.NodeProto> nodes) {
        this.nodes = nodes;
        this.waiting = new int[nodes.size()];
        for (int i = 0; i < nodes.size(); i++) {
            readers.add(new ArrayList<>());
            for (String o : nodes.get(i).getOutputList()) makers.put(o, i);
        }
        for (int i = 0; i < nodes.size(); i++)
            for (int maker : makersOf(i)) {
                readers.get(maker).add(i);
                waiting[i]++;
            }
        sort();
    }

    static void check(Candidate candidate) {
        for (Scope scope : candidate.scopes()) {
            Order order = new Order(scope.nodes());
            if (order.sorted.size() == scope.nodes().size()) continue;
            throw candidate.problem("M14", "has nodes that wait for each other in a cycle" + scope.where() + ": "
                    + order.cycle() + ". Such a model cannot run: export it again.");
        }
    }

    List<OnnxMl.NodeProto> sorted() {
        return sorted;
    }

    private Set<Integer> makersOf(int node) {
        Set<Integer> found = new LinkedHashSet<>();
        for (String name : reads(nodes.get(node))) if (makers.containsKey(name)) found.add(makers.get(name));
        return found;
    }

    /** Returns all names that a node reads, also those that its inner graphs take from around them. */
    static Set<String> reads(OnnxMl.NodeProto node) {
        Set<String> names = new LinkedHashSet<>(node.getInputList());
        names.remove("");
        for (OnnxMl.GraphProto g : Scope.graphs(node)) {
            Set<String> inner = new LinkedHashSet<>();
            g.getNodeList().forEach(n -> inner.addAll(reads(n)));
            g.getOutputList().forEach(o -> inner.add(o.getName()));
            g.getNodeList().forEach(n -> inner.removeAll(n.getOutputList()));
            g.getInputList().forEach(i -> inner.remove(i.getName()));
            g.getInitializerList().forEach(t -> inner.remove(t.getName()));
            names.addAll(inner);
        }
        return names;
    }

    private void sort() {
        PriorityQueue<Integer> ready = new PriorityQueue<>();
        for (int i = 0; i < waiting.length; i++) if (waiting[i] == 0) ready.add(i);
        while (!ready.isEmpty()) {
            int next = ready.poll();
            sorted.add(nodes.get(next));
            for (int reader : readers.get(next)) if (--waiting[reader] == 0) ready.add(reader);
        }
    }

    /** Follows what is still waiting backwards until a node comes again. */
    private String cycle() {
        int at = 0;
        while (waiting[at] == 0) at++;
        Set<Integer> path = new LinkedHashSet<>();
        while (path.add(at)) {
            int here = at;
            at = makersOf(here).stream().filter(m -> waiting[m] > 0).findFirst().orElse(here);
        }
        List<Integer> all = new ArrayList<>(path);
        List<Integer> loop = all.subList(all.indexOf(at), all.size());
        java.util.Collections.reverse(loop);
        return String.join(" \u2192 ", loop.stream().limit(10).map(i -> Scope.named(nodes.get(i))).toList());
    }
}
