// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import ai.onnx.proto.OnnxMl;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Refuses attribute values that no operator can work with (M30). */
final class AttributeValues {

    private static final long PAD = 1 << 30;
    private static final int RANK = 64;
    private static final Set<String> AT_LEAST_ONE = Set.of("strides", "dilations", "kernel_shape", "group", "blocksize");

    private final Candidate candidate;

    private AttributeValues(Candidate candidate) {
        this.candidate = candidate;
    }

    static void check(Candidate candidate) {
        AttributeValues values = new AttributeValues(candidate);
        for (Scope scope : candidate.scopes())
            for (OnnxMl.NodeProto n : scope.nodes())
                if (Operators.domain(n.getDomain()).equals(Operators.STANDARD)) values.check(n, scope);
    }

    private void check(OnnxMl.NodeProto node, Scope scope) {
        for (OnnxMl.AttributeProto a : node.getAttributeList()) {
            List<Long> values = a.getIntsCount() > 0 ? a.getIntsList() : List.of(a.getI());
            boolean reference = !a.getRefAttrName().isEmpty();
            boolean number = a.getIntsCount() > 0 || a.getType() == OnnxMl.AttributeProto.AttributeType.INT;
            if (number && !reference) check(node, scope, a.getName(), values);
        }
        if (node.getOpType().equals("Concat")) concat(node, scope);
    }

    private void check(OnnxMl.NodeProto node, Scope scope, String name, List<Long> values) {
        if (AT_LEAST_ONE.contains(name) && values.stream().anyMatch(v -> v < 1))
            throw wrong(node, scope, name, values, "1 or more");
        if (name.equals("pads") && values.stream().anyMatch(v -> v > PAD || v < -PAD))
            throw wrong(node, scope, name, values, "a few pixels");
        boolean axis = name.equals("axis") || name.equals("axes");
        if (axis && values.stream().anyMatch(v -> v >= RANK || v < -RANK))
            throw wrong(node, scope, name, values, "one of the array's axes");
        if (name.equals("perm") && values.stream().distinct().filter(v -> v >= 0 && v < values.size()).count() != values.size())
            throw wrong(node, scope, name, values, "each axis once, from 0 to " + (values.size() - 1));
    }

    private void concat(OnnxMl.NodeProto node, Scope scope) {
        Optional<Long> axis = new Node(node).find("axis").filter(a -> a.getRefAttrName().isEmpty())
                .map(OnnxMl.AttributeProto::getI);
        for (String input : node.getInputList()) {
            Optional<Integer> rank = scope.constant(input).map(OnnxMl.TensorProto::getDimsCount);
            if (axis.isPresent() && rank.isPresent() && (axis.get() >= rank.get() || axis.get() < -rank.get()))
                throw wrong(node, scope, "axis", List.of(axis.get()), "an axis of an array with " + rank.get() + " axes");
        }
    }

    private RuntimeException wrong(OnnxMl.NodeProto node, Scope scope, String name, List<Long> values, String expected) {
        return candidate.problem("M30", "is damaged: in the node " + Scope.named(node) + scope.where()
                + " the attribute \"" + name + "\" is " + (values.size() == 1 ? values.get(0) : values) + "; expected "
                + expected + ". Export the model again.");
    }
}
