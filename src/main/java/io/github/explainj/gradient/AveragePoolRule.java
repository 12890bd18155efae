// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import io.github.explainj.onnx.Value;
import io.github.explainj.tensor.Tensor;
import java.util.List;
import java.util.stream.LongStream;

/**
 * AveragePool: each element gets {@code dy / divisor} of every window that holds it.
 *
 * <p>What a window is divided by differs between operator sets and releases of ONNX Runtime where
 * windows overhang the image, so it is not computed here: the same operator over ones gives {@code
 * count / divisor}, and the count is known. ONNX Runtime folds this into a constant.
 */
final class AveragePoolRule implements GradientRule {

    @Override
    public List<Value> apply(Step s) {
        WindowGeometry g = PoolGeometry.of(s);
        Value ones = s.graph().op("Expand", s.number(1),
                s.graph().integers(LongStream.concat(LongStream.of(1, 1), LongStream.of(g.wide())).toArray()));
        Value parts = PoolGeometry.windowed(s.graph().op("AveragePool", s.node().attributes(), ones), 1, g);
        Value shares = parts.times(s.graph().constant(inverse(g)));
        return RuleFamily.dx(WindowSums.spread(s.dy().times(shares), g, s.shape(0).get(1)));
    }

    private static Tensor inverse(WindowGeometry g) {
        Tensor counts = PoolGeometry.counts(g);
        for (int i = 0; i < counts.size(); i++) counts.data()[i] = counts.data()[i] == 0 ? 0 : 1 / counts.data()[i];
        return counts;
    }
}
