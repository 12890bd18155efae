// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import io.github.explainj.onnx.Value;
import java.util.List;

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
        int rank = s.rank(0);
        Value inverse = s.x(VAR).plus(epsilon(s)).sqrt().reciprocal();
        Value slope = s.x(SCALE).times(inverse);
        Value[] d = new Value[5];
        if (s.wants(0)) d[0] = s.dy().times(Channels.along(slope, rank));
        if (s.wants(BIAS) || s.wants(MEAN)) d[BIAS] = Channels.sum(s.dy(), rank);
        if (s.wants(MEAN)) d[MEAN] = d[BIAS].times(slope).negative();
        if (s.wants(SCALE) || s.wants(VAR))
            d[SCALE] = Channels.sum(s.dy().times(s.x().minus(Channels.along(s.x(MEAN), rank))), rank).times(inverse);
        if (s.wants(VAR)) d[VAR] = d[SCALE].times(slope).times(inverse).times(-0.5f);
        return RuleFamily.gradients(d);
    }

    private static List<Value> training(Step s) {
        int rank = s.rank(0);
        float kept = s.node().number("momentum", 0.9f);
        Standardised own = Standardised.of(s.x(), epsilon(s), Channels.others(rank));
        return RuleFamily.gradients(
                s.wants(0) ? own.back(s.dy().times(Channels.along(s.x(SCALE), rank))).plus(running(s, own, 1 - kept))
                        : null,
                s.wants(SCALE) ? Channels.sum(s.dy().times(own.y()), rank) : null,
                s.wants(BIAS) ? Channels.sum(s.dy(), rank) : null,
                s.wants(MEAN) && s.hasDy(1) ? s.dy(1).times(kept) : null,
                s.wants(VAR) && s.hasDy(2) ? s.dy(2).times(kept) : null);
    }

    /** Returns what flows back from the running mean and variance, which take a share of the batch's. */
    private static Value running(Step s, Standardised own, float share) {
        int rank = s.rank(0);
        Value none = s.number(0);
        Value count = s.graph().op("Div", s.graph().op("Size", s.x()), s.graph().op("Size", s.x(SCALE))).asFloat();
        Value mean = s.hasDy(1) ? Channels.along(s.dy(1), rank) : none;
        Value variance = s.hasDy(2) ? Channels.along(s.dy(2), rank).times(2).times(own.y()).over(own.inverse()) : none;
        return mean.plus(variance).times(share).over(count);
    }

    private static float epsilon(Step s) {
        return s.node().number("epsilon", 1e-5f);
    }
}
