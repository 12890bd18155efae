// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import ai.onnx.proto.OnnxMl;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Refuses local functions that call themselves (M15), call too deep (M16) or would expand to too
 * many nodes (M17). Nothing is expanded: sizes are multiplied.
 */
final class Functions {

    /** Deeper calls are not counted to their end: our own stack is finite too. */
    private static final int DEPTH_COUNTED = 600;

    private final Candidate candidate;
    private final Map<String, List<OnnxMl.NodeProto>> bodies = new HashMap<>();
    private final Map<String, Size> sizes = new HashMap<>();
    private final Map<String, Boolean> open = new LinkedHashMap<>();

    private Functions(Candidate candidate) {
        this.candidate = candidate;
        candidate.model().getFunctionsList().forEach(f -> bodies.put(key(f.getDomain(), f.getName()), f.getNodeList()));
    }

    static void check(Candidate candidate) {
        if (candidate.model().getFunctionsCount() == 0) return;
        Functions functions = new Functions(candidate);
        functions.bodies.keySet().stream().sorted().forEach(functions::enter);
        Size whole = functions.sizes.values().stream().reduce(
                functions.of(candidate.model().getGraph().getNodeList()), Size::larger);
        if (whole.depth > Limits.CALL_DEPTH) throw functions.tooDeep(String.valueOf(whole.depth));
        if (whole.nodes > Limits.NODES_INLINED) throw functions.tooMany(whole.nodes);
    }

    private static String key(String domain, String name) {
        return Operators.domain(domain) + ":" + name;
    }

    /** Returns how large a function is with all it calls. */
    private Size enter(String function) {
        Size known = sizes.get(function);
        if (known != null) return known;
        if (open.containsKey(function)) throw recursive(function);
        open.put(function, true);
        if (open.size() > DEPTH_COUNTED) throw tooDeep(DEPTH_COUNTED + " or more");
        Size inner = of(bodies.get(function));
        open.remove(function);
        Size size = new Size(inner.nodes, inner.depth + 1);
        sizes.put(function, size);
        return size;
    }

    private Size of(List<OnnxMl.NodeProto> nodes) {
        long count = 0;
        int depth = 0;
        for (OnnxMl.NodeProto n : nodes) {
            String key = key(n.getDomain(), n.getOpType());
            List<Size> parts = new ArrayList<>();
            if (bodies.containsKey(key)) parts.add(enter(key));
            for (OnnxMl.GraphProto g : Scope.graphs(n)) parts.add(of(g.getNodeList()));
            for (Size part : parts) {
                count = Math.min(Long.MAX_VALUE / 2, count + part.nodes);
                depth = Math.max(depth, part.depth);
            }
            count++;
        }
        return new Size(count, depth);
    }

    private static String name(String key) {
        return key.substring(key.indexOf(':') + 1);
    }

    private RuntimeException recursive(String function) {
        List<String> path = new ArrayList<>(open.keySet());
        List<String> loop = new ArrayList<>(path.subList(path.indexOf(function), path.size()));
        loop.add(function);
        return candidate.problem("M15", "has a function that calls itself: "
                + String.join(" \u2192 ", loop.stream().map(Functions::name).toList())
                + ". It would never end. Export the model again without recursive functions.");
    }

    private RuntimeException tooDeep(String depth) {
        return candidate.problem("M16", "has functions that call functions " + depth + " deep; the limit is "
                + Limits.CALL_DEPTH + ". Export the model without functions, e.g. inlined with"
                + " onnx.inliner.inline_local_functions.");
    }

    private RuntimeException tooMany(long nodes) {
        return candidate.problem("M17", String.format(Locale.ROOT, "has functions that expand to %,d or more nodes; the limit is"
                + " %,d. No image model needs so many: do not use this file.", nodes, Limits.NODES_INLINED));
    }

    /** Nodes after expanding, and levels of calls. */
    private record Size(long nodes, int depth) {

        Size larger(Size other) {
            return new Size(Math.max(nodes, other.nodes), Math.max(depth, other.depth));
        }
    }
}
