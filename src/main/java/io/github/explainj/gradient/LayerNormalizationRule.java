// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import io.github.explainj.onnx.Value;
import java.util.List;
import java.util.stream.LongStream;

/**
 * LayerNormalization over all axes from one on, {@code y = scale * (x - mean) / sqrt(var + epsilon) +
 * bias}, and its relative that takes no mean away. The mean and one over the deviation may be results too.
 */
final class LayerNormalizationRule implements GradientRule {

    private static final int SCALE = 1;
    private static final int BIAS = 2;

    private final boolean centred;

    /** @param centred false for RMSNormalization */
    LayerNormalizationRule(boolean centred) {
        this.centred = centred;
    }

    @Override
    public List<Value> apply(Step s) {
        long[] axes = LongStream.range(s.axis("axis", -1), s.rank(0)).toArray();
        float epsilon = s.node().number("epsilon", 1e-5f);
        Standardised own = centred ? Standardised.of(s.x(), epsilon, axes)
                : Standardised.uncentred(s.x(), epsilon, axes);
        return RuleFamily.gradients(
                s.wants(0) ? further(s, own, own.back(s.dy().times(s.x(SCALE)))) : null,
                s.wants(SCALE) ? Broadcast.undo(s.dy().times(own.y()), s.shape(0), s.shape(SCALE)) : null,
                s.wants(BIAS) ? Broadcast.undo(s.dy(), s.shape(0), s.shape(BIAS)) : null);
    }

    /** Adds what flows back from the statistics: {@code d inverse / dx = -inverse^2 * y / n}. */
    private Value further(Step s, Standardised own, Value dx) {
        float share = 1f / count(s, own.axes());
        int last = centred ? 2 : 1;
        Value sum = dx;
        if (centred && s.hasDy(1)) sum = sum.plus(s.dy(1).times(share));
        if (s.hasDy(last)) sum = sum.minus(own.y().times(own.inverse().square()).times(s.dy(last)).times(share));
        return sum;
    }

    private static long count(Step s, long[] axes) {
        long count = 1;
        for (long a : axes) count *= s.shape(0).get((int) a);
        return count;
    }
}
