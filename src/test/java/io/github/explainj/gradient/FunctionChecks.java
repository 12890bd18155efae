// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Checks of {@link FunctionRules}, each function where it is defined and smooth. */
final class FunctionChecks implements RuleChecks {

    private final Random random = new Random(12);
    private final List<GradientCheck> all = new ArrayList<>();

    @Override
    public List<GradientCheck> checks() {
        for (int i = 0; i < GradientCheckTest.EACH; i++) {
            int[] shape = Shapes.random(random, 1, 4);
            for (String op : List.of("Exp", "Neg", "Abs", "Sin", "Cos", "Atan", "Sinh", "Cosh", "Asinh"))
                all.add(GradientCheck.of(op).input(shape));
            for (String op : List.of("Log", "Sqrt", "Reciprocal")) all.add(GradientCheck.of(op).between(0.5, 2, shape));
            all.add(GradientCheck.of("Reciprocal").between(-2, -0.5, shape));
            for (String op : List.of("Asin", "Acos", "Atanh")) all.add(GradientCheck.of(op).between(-0.8, 0.8, shape));
            all.add(GradientCheck.of("Tan").between(-1, 1, shape));
            all.add(GradientCheck.of("Acosh").between(1.5, 4, shape));
            powers(i, shape);
        }
        return all;
    }

    private void powers(int i, int[] shape) {
        all.add(GradientCheck.of("Pow").between(0.5, 2, Shapes.broadcast(random, shape))
                .between(-2, 3, Shapes.broadcast(random, shape)));
        // whole exponents, where the base may be negative
        all.add(GradientCheck.of("Pow").input(shape).constant(new Tensor(new float[] {1 + i % 4})));
        all.add(GradientCheck.of("Pow").input(shape).integers(new int[0], 1 + i % 3));
        all.add(GradientCheck.of("Pow").between(-2, -0.5, shape).constant(new Tensor(new float[] {-1 - i % 2}, 1)));
        all.add(GradientCheck.of("Pow").between(0.5, 2, shape).constant(new Tensor(new float[] {0.5f})));
    }
}
