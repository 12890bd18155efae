// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import static io.github.explainj.gradient.RuleFamily.dx;
import static io.github.explainj.gradient.RuleFamily.gradients;

import com.google.auto.service.AutoService;
import io.github.explainj.onnx.Value;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Normalisations. */
@AutoService(RuleFamily.class)
public final class NormalisationRules implements RuleFamily {

    /** What MeanVarianceNormalization adds to the deviation. */
    private static final float LEAST = 1e-9f;

    @Override
    public Map<String, GradientRule> rules() {
        return Map.of(
                "BatchNormalization", new BatchNormalizationRule(),
                "InstanceNormalization", NormalisationRules::instance,
                "GroupNormalization", new GroupNormalizationRule(),
                "LayerNormalization", new LayerNormalizationRule(true),
                "RMSNormalization", new LayerNormalizationRule(false),
                "SimplifiedLayerNormalization", new LayerNormalizationRule(false),
                "LRN", new LrnRule(),
                "LpNormalization", NormalisationRules::lp,
                "MeanVarianceNormalization", NormalisationRules::meanVariance);
    }

    private static List<Value> instance(Step s) {
        int rank = s.rank(0);
        long[] image = LongStream.range(2, rank).toArray();
        Standardised own = Standardised.of(s.x(), s.node().number("epsilon", 1e-5f), image);
        return gradients(
                s.wants(0) ? own.back(s.dy().times(Channels.along(s.x(1), rank))) : null,
                s.wants(1) ? Channels.sum(s.dy().times(own.y()), rank) : null,
                s.wants(2) ? Channels.sum(s.dy(), rank) : null);
    }

    private static List<Value> meanVariance(Step s) {
        long[] axes = s.node().has("axes") ? s.integers("axes", 0, 0) : new long[] {0, 2, 3};
        Value variance = s.x().minus(s.x().mean(true, axes)).square().mean(true, axes);
        return dx(new Standardised(s.y(), variance.sqrt().plus(LEAST).reciprocal(), true, axes).back(s.dy()));
    }

    /** {@code y = x / n}, so {@code dx = dy / n - dn * sum(dy * y) / n}; 0 where the norm is. */
    private static List<Value> lp(Step s) {
        long p = s.node().integer("p", 2);
        int axis = s.axis("axis", -1);
        Value n = p == 1 ? s.graph().op("ReduceL1", s.x(), s.graph().integers(axis))
                : s.graph().op("ReduceL2", s.x(), s.graph().integers(axis));
        Value dn = Powers.signed(p == 1 ? s.x() : s.y(), p);
        Value rest = s.dy().minus(dn.times(s.dy().times(s.y()).sum(true, axis)));
        return dx(Powers.perNorm(rest, n, 2));
    }
}
