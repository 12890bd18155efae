// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import io.github.explainj.onnx.Attributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Checks of {@link NormalisationRules}. */
final class NormalisationChecks implements RuleChecks {

    private final Random random = new Random(6);

    @Override
    public List<GradientCheck> checks() {
        List<GradientCheck> all = new ArrayList<>();
        for (int i = 0; i < GradientCheckTest.EACH; i++) {
            int[] shape = Shapes.random(random, 2, 5);
            int c = shape[1];
            all.add(GradientCheck.of("BatchNormalization", Attributes.NONE.with("epsilon", 0.01f * (1 + i)))
                    .input(shape).input(c).input(c).between(-1, 1, c).between(0.5, 2, c));
        }
        return all;
    }
}
