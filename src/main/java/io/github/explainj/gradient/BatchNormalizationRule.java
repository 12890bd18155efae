// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import io.github.explainj.onnx.Value;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * BatchNormalization: {@code y = scale * (x - mean) / sqrt(var + epsilon) + bias} per channel, with the
 * statistics that are given; in training mode with those of the batch itself.
 */
final class BatchNormalizationRule implements GradientRule {

    private static final int SCALE = 1;
    private static final int BIAS = 2;
    private static final int MEAN = 3;
    private static final int VAR = 4;

    @Override
    public List<Value> apply(Step s) {
        return s.node().integer("training_mode", 0) == 0 ? fixed(s) : training(s);
    }

    private static List<Value> fixed(Step s) {
        Value inverse = s.x(VAR).plus(epsilon(s)).sqrt().reciprocal();
        Value slope = s.x(SCALE).times(inverse);
        Value[] d = new Value[5];
        if (s.wants(0)) d[0] = s.dy().times(perChannel(s, slope));
        if (s.wants(BIAS) || s.wants(MEAN)) d[BIAS] = s.dy().sum(false, others(s));
        if (s.wants(MEAN)) d[MEAN] = d[BIAS].times(slope).negative();
        if (s.wants(SCALE) || s.wants(VAR))
            d[SCALE] = s.dy().times(s.x().minus(perChannel(s, s.x(MEAN)))).sum(false, others(s)).times(inverse);
        if (s.wants(VAR)) d[VAR] = d[SCALE].times(slope).times(inverse).times(-0.5f);
        return RuleFamily.gradients(d);
    }

    /** The running statistics only pass through to further outputs. */
    private static List<Value> training(Step s) {
        Standardised own = Standardised.of(s.x(), epsilon(s), others(s));
        return RuleFamily.gradients(
                s.wants(0) ? own.back(s.dy().times(perChannel(s, s.x(SCALE)))) : null,
                s.wants(SCALE) ? s.dy().times(own.y()).sum(false, others(s)) : null,
                s.wants(BIAS) ? s.dy().sum(false, others(s)) : null);
    }

    private static float epsilon(Step s) {
        return s.node().number("epsilon", 1e-5f);
    }

    private static long[] others(Step s) {
        return LongStream.range(0, s.rank(0)).filter(a -> a != 1).toArray();
    }

    /** Returns {@code [C]} as {@code [C, 1, ...]}, which broadcasts over {@code [N, C, ...]}. */
    private static Value perChannel(Step s, Value channels) {
        long[] shape = new long[s.rank(0) - 1];
        Arrays.fill(shape, 1);
        shape[0] = -1;
        return channels.reshape(shape);
    }
}
