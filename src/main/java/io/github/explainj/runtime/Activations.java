// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.Node;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Estimates the memory that one sample needs: the most that is alive at once while the nodes run. */
final class Activations {

    private Activations() {}

    /** Returns bytes per sample; tensors of unknown size do not count. */
    static long bytes(Graph graph, Map<String, List<Long>> shapes) {
        Map<String, Integer> lastUse = new HashMap<>();
        List<Node> nodes = graph.nodes();
        for (int i = 0; i < nodes.size(); i++) for (String t : nodes.get(i).inputs()) lastUse.put(t, i);
        Set<String> alive = new HashSet<>();
        long now = 0;
        long most = 0;
        for (int i = 0; i < nodes.size(); i++) {
            for (String t : nodes.get(i).outputs()) if (alive.add(t)) now += bytes(shapes.get(t));
            most = Math.max(most, now);
            for (String t : nodes.get(i).inputs())
                if (lastUse.get(t) == i && alive.remove(t)) now -= bytes(shapes.get(t));
        }
        return most;
    }

    /** Returns the bytes of what a node reads first and of what it makes first. */
    static long bytes(Node node, Map<String, List<Long>> shapes) {
        return bytes(shapes.get(node.inputs().get(0))) + bytes(shapes.get(node.outputs().get(0)));
    }

    private static long bytes(List<Long> shape) {
        if (shape == null) return 0;
        long n = 4;
        for (long s : shape) n *= Math.max(0, s);
        return n;
    }
}
