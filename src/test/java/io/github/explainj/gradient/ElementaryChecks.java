// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Checks of {@link ElementaryRules}. */
final class ElementaryChecks implements RuleChecks {

    @Override
    public List<GradientCheck> checks() {
        List<GradientCheck> all = new ArrayList<>();
        Random random = new Random(3);
        for (int i = 0; i < GradientCheckTest.EACH; i++) {
            int[] shape = Shapes.random(random, 1, 4);
            for (String op : List.of("Identity", "Relu")) all.add(GradientCheck.of(op).input(shape));
            for (String op : List.of("Add", "Sub", "Mul"))
                all.add(GradientCheck.of(op).input(Shapes.broadcast(random, shape)).input(Shapes.broadcast(random, shape)));
        }
        return all;
    }
}
