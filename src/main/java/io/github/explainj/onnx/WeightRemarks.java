// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import ai.onnx.proto.OnnxMl;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds weights that make every explanation meaningless: not a number, infinite, or all zero (M31). */
final class WeightRemarks {

    /** Operators whose second input is trained. */
    private static final Set<String> TRAINED = Set.of("Conv", "ConvTranspose", "Gemm", "MatMul");

    private WeightRemarks() {}

    /** Returns one sentence per tensor that is suspicious. */
    static List<String> of(Graph graph) {
        Set<String> trained = new HashSet<>();
        for (Node n : graph.nodes())
            if (TRAINED.contains(n.op()) && n.inputs().size() > 1) trained.add(n.inputs().get(1));
        List<String> remarks = new ArrayList<>();
        for (OnnxMl.TensorProto t : graph.proto().getGraph().getInitializerList())
            remark(t, trained.contains(t.getName()), graph).ifPresent(remarks::add);
        return remarks;
    }

    private static Optional<String> remark(OnnxMl.TensorProto t, boolean trained, Graph graph) {
        if (t.getDataType() != ElementType.FLOAT.number()) return Optional.empty();
        Count count = count(t, graph);
        String what = count.nan > 0 ? count.nan + " values that are not a number"
                : trained && count.infinite > 0 ? count.infinite + " infinite values"
                : trained && count.all > 1 && count.zero == count.all ? "only zeros (" + count.all + ")" : "";
        return what.isEmpty() ? Optional.empty() : Optional.of("The weights \"" + t.getName() + "\" hold " + what
                + ": explanations of this model will be meaningless. Export the trained model again. [M31]");
    }

    private static Count count(OnnxMl.TensorProto t, Graph graph) {
        Count count = new Count();
        boolean raw = TensorData.pieces(t, graph.folder().orElse(null), count::add);
        if (!raw) for (int i = 0; i < t.getFloatDataCount(); i++) count.add(t.getFloatData(i));
        return count;
    }

    private static final class Count {
        private long all;
        private long nan;
        private long infinite;
        private long zero;

        void add(ByteBuffer values) {
            while (values.remaining() >= 4) add(values.getFloat());
        }

        void add(float value) {
            all++;
            if (value == 0) zero++;
            else if (Float.isNaN(value)) nan++;
            else if (Float.isInfinite(value)) infinite++;
        }
    }
}
