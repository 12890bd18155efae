// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import com.google.auto.service.AutoService;
import java.util.Map;

/** Convolutions in one, two and three dimensions. */
@AutoService(RuleFamily.class)
public final class ConvolutionRules implements RuleFamily {

    @Override
    public Map<String, GradientRule> rules() {
        return Map.of("Conv", new ConvRule(), "ConvTranspose", new ConvTransposeRule());
    }
}
