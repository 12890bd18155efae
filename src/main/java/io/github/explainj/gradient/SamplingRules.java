// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import com.google.auto.service.AutoService;
import java.util.Map;

/** Operators that read images at places between pixels, which are known only when they run. */
@AutoService(RuleFamily.class)
public final class SamplingRules implements RuleFamily {

    @Override
    public Map<String, GradientRule> rules() {
        return Map.of("GridSample", GridSampleRule::apply, "RoiAlign", RoiAlignRule::apply);
    }
}
