// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.Node;
import io.github.explainj.onnx.Port;
import java.util.HashSet;
import java.util.Set;

/**
 * Which tensors have values, and which have shapes, that depend on what is fed and not on its size
 * alone.
 *
 * @param values the tensors whose values do
 * @param shapes the tensors whose shapes do
 */
record Influence(Set<String> values, Set<String> shapes) {

    private static final Set<String> SIZES = Set.of("Shape", "Size");
    private static final Set<String> COUNTING = Set.of("NonZero", "NonMaxSuppression", "Unique", "Compress", "Loop", "If");

    /** Operators whose further operands, or whose only one, say how large the result is. */
    private static final Set<String> SIZING = Set.of("Reshape", "Expand", "Tile", "Slice", "Pad", "Resize", "ConstantOfShape",
            "Range", "TopK", "OneHot", "Split", "CenterCropPad", "RandomNormal", "RandomUniform");

    static Influence of(Graph graph) {
        Influence found = new Influence(new HashSet<>(), new HashSet<>());
        for (Port p : graph.inputs()) found.values.add(p.name());
        graph.nodes().forEach(found::follow);
        return found;
    }

    private void follow(Node node) {
        boolean shape = node.inputs().stream().anyMatch(shapes::contains) || isSized(node);
        boolean value = SIZES.contains(node.op()) ? shape : shape || node.inputs().stream().anyMatch(values::contains)
                || node.op().equals("If") || node.op().equals("Loop") || node.op().equals("Scan");
        if (shape) shapes.addAll(node.outputs());
        if (value) values.addAll(node.outputs());
    }

    private boolean isSized(Node node) {
        if (COUNTING.contains(node.op())) return true;
        if (!SIZING.contains(node.op())) return false;
        int from = node.op().equals("ConstantOfShape") || node.op().equals("Range") ? 0 : 1;
        return node.inputs().stream().skip(from).anyMatch(values::contains);
    }

    boolean hasFixedValue(String tensor) {
        return !values.contains(tensor);
    }

    boolean hasFixedShape(String tensor) {
        return !shapes.contains(tensor);
    }
}
