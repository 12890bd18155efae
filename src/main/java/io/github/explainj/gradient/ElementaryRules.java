// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import static io.github.explainj.gradient.RuleFamily.broadcasting;
import static io.github.explainj.gradient.RuleFamily.dx;
import static io.github.explainj.gradient.RuleFamily.gradients;

import com.google.auto.service.AutoService;
import java.util.Map;

/** Sums, products and what changes nothing. */
@AutoService(RuleFamily.class)
public final class ElementaryRules implements RuleFamily {

    @Override
    public Map<String, GradientRule> rules() {
        return Map.of(
                "Identity", s -> dx(s.dy()),
                "Add", broadcasting(s -> gradients(s.dy(), s.dy())),
                "Sub", broadcasting(s -> gradients(s.dy(), s.wants(1) ? s.dy().negative() : null)),
                "Mul", broadcasting(s -> gradients(s.wants(0) ? s.dy().times(s.x(1)) : null,
                        s.wants(1) ? s.dy().times(s.x(0)) : null)),
                // the comparison as a factor is cheaper than Where: see the benchmark
                "Relu", s -> dx(s.dy().times(s.y().greater(s.number(0)).asFloat())));
    }
}
