// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import ai.onnx.proto.OnnxMl;
import java.util.List;
import java.util.Optional;

/** Reads the value of a Constant, in whichever of its attributes it is written. */
final class ConstantNode {

    private ConstantNode() {}

    /** Returns the value; empty for another operator and for texts. */
    static Optional<OnnxMl.TensorProto> value(OnnxMl.NodeProto node) {
        if (!node.getOpType().equals("Constant")) return Optional.empty();
        for (OnnxMl.AttributeProto a : node.getAttributeList())
            switch (a.getName()) {
                case "value" -> {
                    return a.hasT() ? Optional.of(a.getT()) : Optional.empty();
                }
                case "value_float" -> {
                    return Optional.of(floats(List.of(a.getF())).clearDims().build());
                }
                case "value_floats" -> {
                    return Optional.of(floats(a.getFloatsList()).build());
                }
                case "value_int" -> {
                    return Optional.of(TensorData.integers("", new int[0], a.getI()));
                }
                case "value_ints" -> {
                    long[] values = a.getIntsList().stream().mapToLong(Long::longValue).toArray();
                    return Optional.of(TensorData.integers("", new int[] {values.length}, values));
                }
                default -> { }
            }
        return Optional.empty();
    }

    private static OnnxMl.TensorProto.Builder floats(List<Float> values) {
        return OnnxMl.TensorProto.newBuilder().setDataType(ElementType.FLOAT.number())
                .addDims(values.size()).addAllFloatData(values);
    }
}
