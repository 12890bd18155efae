// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import ai.onnx.proto.OnnxMl;
import io.github.explainj.tensor.Tensor;
import java.util.Arrays;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gives names and small constants that a graph does not have yet; the same calls give the same names. */
final class LiftNames {

    private final Set<String> taken = new HashSet<>();
    private final Map<String, OnnxMl.TensorProto> constants = new LinkedHashMap<>();
    private int counter;

    LiftNames(OnnxMl.ModelProto model) {
        taken.addAll(NameMap.made(model.getGraph()));
        for (OnnxMl.FunctionProto f : model.getFunctionsList()) taken.addAll(NameMap.made(f.getNodeList()));
    }

    /** Returns a name that nothing has. */
    String fresh(String stem) {
        String name;
        do name = "explainj_lift_" + stem + "_" + counter++;
        while (!taken.add(name));
        return name;
    }

    /** Returns the constant that holds a list of whole numbers. */
    String integers(long... values) {
        return constants.computeIfAbsent("i" + Arrays.toString(values),
                k -> TensorData.integers(fresh("integers"), new int[] {values.length}, values)).getName();
    }

    /** Returns the constant that holds these floats. */
    String floats(Tensor values) {
        String key = "f" + Arrays.toString(values.shape()) + Arrays.toString(values.data());
        return constants.computeIfAbsent(key, k -> TensorData.floats(fresh("constant"), values)).getName();
    }

    /** Returns the constants given so far. */
    List<OnnxMl.TensorProto> constants() {
        return List.copyOf(constants.values());
    }
}
