// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import io.github.explainj.onnx.Value;
import java.util.List;

/**
 * GroupNormalization: channels are standardised in groups, over the image too, then scaled and shifted:
 * per group in operator set 18, per channel from 21 on.
 */
final class GroupNormalizationRule implements GradientRule {

    private static final int SCALE = 1;
    private static final int BIAS = 2;

    @Override
    public List<Value> apply(Step s) {
        long groups = s.node().integer("num_groups", 1);
        Standardised own = Standardised.of(grouped(s.x(), groups), s.node().number("epsilon", 1e-5f), 2);
        // as many groups as channels: both readings are the same
        boolean perGroup = s.shape(SCALE).get(0) == groups;
        Value dy = perGroup ? grouped(s.dy(), groups) : s.dy();
        Value y = perGroup ? own.y() : own.y().reshapedLike(s.x());
        int rank = perGroup ? 3 : s.rank(0);
        return RuleFamily.gradients(
                s.wants(0) ? own.back(grouped(dy.times(Channels.along(s.x(SCALE), rank)), groups)).reshapedLike(s.x())
                        : null,
                s.wants(SCALE) ? Channels.sum(dy.times(y), rank) : null,
                s.wants(BIAS) ? Channels.sum(dy, rank) : null);
    }

    /** Returns {@code [N, groups, elements of a group]}. */
    private static Value grouped(Value x, long groups) {
        return x.reshape(0, groups, -1);
    }
}
