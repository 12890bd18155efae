// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import static io.github.explainj.gradient.RuleFamily.dx;

import com.google.auto.service.AutoService;
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
                "GlobalAveragePool", s -> dx(s.dy().times(1f / pixels(s)).expandedLike(s.x())));
    }

    /** Returns how many elements a channel has. */
    static long pixels(Step s) {
        return s.shape(0).stream().skip(2).reduce(1L, (a, b) -> a * b);
    }
}
