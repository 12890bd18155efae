// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import ai.onnx.proto.OnnxMl;
import java.util.HashSet;
import java.util.Set;

/** Refuses inputs that cannot be fed: without a type (M29), or of a type that is no number (M32). */
final class Ports {

    private Ports() {}

    static void check(Candidate candidate) {
        Set<String> weights = new HashSet<>();
        candidate.main().graph().getInitializerList().forEach(t -> weights.add(t.getName()));
        for (OnnxMl.ValueInfoProto i : candidate.main().graph().getInputList())
            if (!weights.contains(i.getName())) check(candidate, i);
    }

    private static void check(Candidate candidate, OnnxMl.ValueInfoProto input) {
        String name = "the input \"" + input.getName() + "\"";
        if (input.getType().getValueCase() == OnnxMl.TypeProto.ValueCase.VALUE_NOT_SET
                || input.getType().hasTensorType() && input.getType().getTensorType().getElemType() == 0)
            throw candidate.problem("M29", "does not say what " + name + " is: it has no type. Expected is a type such as"
                    + " float [N, C, H, W]. Export the model again.");
        if (!input.getType().hasTensorType())
            throw candidate.problem("M32", "wants a list or a table for " + name + "; only arrays of numbers can be fed.");
        int number = input.getType().getTensorType().getElemType();
        if (!ElementType.of(number).isNumber())
            throw candidate.problem("M32", "wants the element type " + name(number) + " for " + name + ". Supported are"
                    + " float, double, float16, bfloat16, bool and whole numbers of 8 to 64 bits. Export the model with"
                    + " 32-bit float inputs.");
    }

    private static String name(int number) {
        OnnxMl.TensorProto.DataType type = OnnxMl.TensorProto.DataType.forNumber(number);
        return type == null ? "number " + number : type.name().toLowerCase(java.util.Locale.ROOT);
    }
}
