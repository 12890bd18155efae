// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import ai.onnx.proto.OnnxMl;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds the nodes that some tensors are made by. */
final class Ancestors {

    private Ancestors() {}

    /** Returns the names of the nodes, among those given in running order, that lead to the tensors. */
    static Set<String> of(Collection<String> tensors, List<OnnxMl.NodeProto> nodes) {
        Set<String> wanted = new HashSet<>(tensors);
        Set<String> found = new HashSet<>();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            OnnxMl.NodeProto n = nodes.get(i);
            if (n.getOutputList().stream().noneMatch(wanted::contains)) continue;
            found.add(n.getName());
            wanted.addAll(n.getInputList());
        }
        return found;
    }
}
