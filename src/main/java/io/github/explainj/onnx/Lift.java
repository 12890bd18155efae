// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import ai.onnx.proto.OnnxMl;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes a graph ready to be differentiated: one operator set, one floating type, no functions.
 *
 * <p>Local functions are inlined, an If whose condition is written in the file becomes its branch,
 * operators of older operator sets are written in the forms of opset {@value #OPSET}, and every
 * floating type becomes float. All tensors of the original keep their names; what is new is called
 * {@code explainj_lift_...}. Weights stay where they lie: another type gets a Cast behind it, which
 * ONNX Runtime folds. The outputs are the original's to rounding.
 *
 * <p>What no image model holds stays as it was written (Scan of opset 8, sequences of halves).
 */
public final class Lift {

    /** The operator set that older graphs are lifted to; newer ones keep theirs. */
    public static final int OPSET = 18;

    private static final int IR = 8;

    private Lift() {}

    /** Returns the lifted graph; the original is not changed. */
    public static Graph of(Graph graph) {
        return of(graph, Map.of());
    }

    /**
     * Returns the lifted graph with further branches taken.
     *
     * @param conditions values of conditions that do not stand in the file but are known all the same
     */
    public static Graph of(Graph graph, Map<String, Boolean> conditions) {
        OnnxMl.ModelProto model = graph.proto();
        LiftNames names = new LiftNames(model);
        OnnxMl.ModelProto expanded = new Expansion(model, names).expanded();
        OnnxMl.GraphProto chosen = new ConstantBranches(names, conditions).of(expanded.getGraph());
        OnnxMl.GraphProto floats = new FloatTypes(names).of(chosen);
        OnnxMl.ModelProto lifted = expanded.toBuilder().setGraph(withConstants(floats, names.constants()))
                .setIrVersion(Math.max(IR, model.getIrVersion())).build();
        return new Graph(Tidy.of(lifted), graph.folder().orElse(null));
    }

    /** A constant of a branch that was not chosen is not needed. */
    private static OnnxMl.GraphProto withConstants(OnnxMl.GraphProto graph, List<OnnxMl.TensorProto> constants) {
        Set<String> read = new HashSet<>();
        graph.getNodeList().forEach(n -> read.addAll(Order.reads(n)));
        List<OnnxMl.TensorProto> used = constants.stream().filter(t -> read.contains(t.getName())).toList();
        return graph.toBuilder().addAllInitializer(used).build();
    }
}
