// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import static io.github.explainj.gradient.RuleFamily.dx;

import com.google.auto.service.AutoService;
import io.github.explainj.onnx.Attributes;
import io.github.explainj.onnx.Value;
import java.util.List;
import java.util.Map;

/** Pools. */
@AutoService(RuleFamily.class)
public final class PoolingRules implements RuleFamily {

    @Override
    public Map<String, GradientRule> rules() {
        return Map.of(
                "MaxPool", new MaxPoolRule(),
                "AveragePool", new AveragePoolRule(),
                "LpPool", PoolingRules::lpPool,
                "MaxUnpool", s -> dx(s.dy().reshape(-1).gather(s.x(1), 0)),
                "GlobalAveragePool", s -> dx(s.dy().times(1f / pixels(s)).expandedLike(s.x())),
                "GlobalLpPool", s -> dx(Powers.signed(s.x(), p(s)).times(Powers.perNorm(s.dy(), s.y(), p(s)))),
                "GlobalMaxPool", PoolingRules::globalMaxPool);
    }

    private static List<Value> lpPool(Step s) {
        WindowGeometry g = PoolGeometry.of(s);
        long channels = s.shape(0).get(1);
        Value perNorm = Powers.perNorm(s.dy(), PoolGeometry.windowed(s.y(), channels, g), p(s));
        return dx(Powers.signed(s.x(), p(s)).times(WindowSums.spread(perNorm, g, channels)));
    }

    private static long p(Step s) {
        return s.node().integer("p", 2);
    }

    private static long pixels(Step s) {
        return s.shape(0).stream().skip(2).reduce(1L, (a, b) -> a * b);
    }

    /** The first maximum takes all. */
    private static List<Value> globalMaxPool(Step s) {
        Value flat = s.x().reshape(0, 0, -1);
        Value first = s.graph().op("ArgMax", Attributes.NONE.with("axis", 2), flat);
        return dx(s.graph().op("ScatterElements", Attributes.NONE.with("axis", 2), flat.zerosLike(), first,
                s.dy().reshape(0, 0, 1)).reshapedLike(s.x()));
    }
}
