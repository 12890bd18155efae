// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import com.google.auto.service.AutoService;
import java.util.Map;

/** Operators that resample or extend images. */
@AutoService(RuleFamily.class)
public final class ResizeRules implements RuleFamily {

    @Override
    public Map<String, GradientRule> rules() {
        return Map.of("Pad", PadRule::apply, "Resize", ResizeRule::apply);
    }
}
