// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import io.github.explainj.onnx.Attributes;
import io.github.explainj.onnx.Value;
import io.github.explainj.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * MaxPool: the element at the operator's own index, which is the first maximum of a window in row-major
 * order, takes the window's whole gradient; windows that overlap add up.
 */
final class MaxPoolRule implements GradientRule {

    @Override
    public List<Value> apply(Step s) {
        Tensor filled = filled(PoolGeometry.of(s));
        boolean all = Arrays.equals(filled.data(), Tensor.full(1, filled.shape()).data());
        Value dy = all ? s.dy() : s.dy().times(s.graph().constant(filled));
        Value flat = s.x().zerosLike().reshape(-1);
        return RuleFamily.dx(s.graph().op("ScatterElements", Attributes.NONE.with("axis", 0)
                .with("reduction", "add"), flat, indices(s).reshape(-1), dy.reshape(-1)).reshapedLike(s.x()));
    }

    /** Indices count through the whole tensor, batch and channels included. */
    private static Value indices(Step s) {
        if (s.node().integer("storage_order", 0) == 0) return s.graph().optionalOutput(s.node(), 1);
        // columns first: not the order in which a tensor is stored
        return s.graph().ops("MaxPool", s.node().attributes("storage_order"), 2, s.x()).get(1);
    }

    /** A window in nothing but padding has no index: its gradient goes nowhere. */
    private static Tensor filled(WindowGeometry g) {
        Tensor counts = PoolGeometry.counts(g);
        for (int i = 0; i < counts.size(); i++) counts.data()[i] = counts.data()[i] == 0 ? 0 : 1;
        return counts;
    }
}
