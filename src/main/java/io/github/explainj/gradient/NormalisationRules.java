// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import com.google.auto.service.AutoService;
import java.util.Map;

/** Normalisations. */
@AutoService(RuleFamily.class)
public final class NormalisationRules implements RuleFamily {

    @Override
    public Map<String, GradientRule> rules() {
        return Map.of("BatchNormalization", new BatchNormalizationRule());
    }
}
