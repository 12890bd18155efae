// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import ai.onnx.proto.OnnxMl;
import io.github.explainj.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Refuses operators that make arrays larger than the memory (M19, M20), as far as it follows from
 * constants in the file: a lower bound, so nothing is refused that could run.
 */
final class Sizes {

    private final Candidate candidate;
    private final Map<String, List<Long>> declared = new HashMap<>();

    private Sizes(Candidate candidate) {
        this.candidate = candidate;
        OnnxMl.GraphProto g = candidate.main().graph();
        for (OnnxMl.ValueInfoProto v : g.getInputList()) declared.put(v.getName(), Graph.port(v).dims());
    }

    static void check(Candidate candidate) {
        Sizes sizes = new Sizes(candidate);
        for (Scope scope : candidate.scopes()) for (OnnxMl.NodeProto n : scope.nodes()) sizes.check(n, scope);
    }

    private void check(OnnxMl.NodeProto node, Scope scope) {
        if (!Operators.domain(node.getDomain()).equals(Operators.STANDARD)) return;
        double elements = switch (node.getOpType()) {
            case "ConstantOfShape" -> scope.integers(node, 0).map(Sizes::product).orElse(0.0);
            case "Expand" -> scope.integers(node, 1).map(Sizes::product).orElse(0.0);
            case "Tile" -> scope.integers(node, 1).map(r -> scaled(node, r)).orElse(0.0);
            case "Resize", "Upsample" -> resized(node, scope);
            default -> 0;
        };
        require(node, scope, elements);
    }

    private double resized(OnnxMl.NodeProto node, Scope scope) {
        Optional<long[]> sizes = scope.integers(node, 3);
        if (sizes.isPresent()) return product(sizes.get());
        // Upsample has the factors as input 1, Resize since opset 11 as input 2
        int input = node.getInputCount() > 2 ? 2 : 1;
        Optional<Tensor> scales = input < node.getInputCount() && !node.getInput(input).isEmpty()
                ? scope.constant(node.getInput(input)).flatMap(TensorData::floats) : Optional.empty();
        if (scales.isEmpty()) return 0;
        float[] s = scales.get().data();
        double count = 1;
        for (int i = 0; i < s.length; i++) count *= Math.max(1, Math.floor(size(node, i) * (double) s[i]));
        return count;
    }

    private double scaled(OnnxMl.NodeProto node, long[] repeats) {
        double count = 1;
        for (int i = 0; i < repeats.length; i++) count *= Math.max(0, repeats[i]) * (double) size(node, i);
        return count;
    }

    /** Returns the known size of an axis of what a node reads, or 1, the least it can be. */
    private long size(OnnxMl.NodeProto node, int axis) {
        List<Long> dims = declared.getOrDefault(node.getInput(0), List.of());
        return axis < dims.size() ? Math.max(1, dims.get(axis)) : 1;
    }

    private static double product(long[] sizes) {
        double count = 1;
        for (long s : sizes) count *= Math.max(0, s);
        return count;
    }

    private void require(OnnxMl.NodeProto node, Scope scope, double elements) {
        double bytes = elements * bytes(node);
        long free = Memory.available();
        if (elements <= Limits.ELEMENTS && bytes <= free * Limits.MEMORY_SHARE) return;
        throw candidate.problem(node.getOpType().equals("ConstantOfShape") ? "M19" : "M20", String.format(Locale.ROOT,
                "needs too much memory: %s%s makes an array of %s elements (%s); %s are available, and an array has at"
                + " most %,d elements. Export the model for smaller images.",
                Scope.named(node), scope.where(), number(elements), Memory.gigabytes(bytes), Memory.gigabytes(free),
                Limits.ELEMENTS));
    }

    private static int bytes(OnnxMl.NodeProto node) {
        // what is read has a type that is known only by running: mostly 32-bit float
        if (!node.getOpType().equals("ConstantOfShape")) return 4;
        return new Node(node).find("value")
                .map(a -> ElementType.of(a.getT().getDataType()).bytes()).orElse(4);
    }

    private static String number(double elements) {
        return elements < 1e15 ? String.format(Locale.ROOT, "%,.0f", elements)
                : String.format(Locale.ROOT, "%.3g", elements);
    }
}
