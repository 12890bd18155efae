// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import io.github.explainj.onnx.Attributes;
import io.github.explainj.onnx.ElementType;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Checks of {@link ArithmeticRules}. */
final class ArithmeticChecks implements RuleChecks {

    private final Random random = new Random(3);
    private final List<GradientCheck> all = new ArrayList<>();

    @Override
    public List<GradientCheck> checks() {
        for (int i = 0; i < GradientCheckTest.EACH; i++) {
            int[] shape = Shapes.random(random, 1, 4);
            all.add(GradientCheck.of("Identity").input(shape));
            all.add(GradientCheck.of("Cast", Attributes.NONE.with("to", ElementType.FLOAT.number())).input(shape).inFloat());
            all.add(GradientCheck.of("CastLike").input(shape).constant(Tensor.zeros(1)));
            all.add(GradientCheck.of("Dropout").input(shape));
            for (String op : List.of("Add", "Sub", "Mul")) all.add(GradientCheck.of(op).input(part(shape)).input(part(shape)));
            all.add(GradientCheck.of("Div").input(part(shape)).between(0.5, 2, part(shape)));
            all.add(GradientCheck.of("Mod", Attributes.NONE.with("fmod", 1)).between(-2.9, -2.1, part(shape)).between(0.8, 1, part(shape)));
            several(1 + i % 4, shape);
            where(shape);
        }
        return all;
    }

    private int[] part(int[] shape) {
        return Shapes.broadcast(random, shape);
    }

    private void several(int operands, int[] shape) {
        for (String op : List.of("Sum", "Mean")) {
            GradientCheck c = GradientCheck.of(op);
            for (int k = 0; k < operands; k++) c.input(part(shape));
            all.add(c);
        }
        int[] rows = shape.clone();
        rows[0] = operands;
        for (String op : List.of("Max", "Min")) {
            GradientCheck c = GradientCheck.of(op);
            for (int k = 0; k < operands; k++) c.input(winning(k, op.equals("Max") ? 5 : -5, operands, rows));
            all.add(c);
        }
    }

    /** Each operand wins a row of the result; no two operands are within 0.02 of one another. */
    private Tensor winning(int operand, float by, int rows, int[] shape) {
        int[] own = shape.clone();
        for (int a = 1; a < own.length; a++) if (random.nextInt(3) == 0) own[a] = 1;
        Tensor t = Tensor.zeros(own);
        for (int i = 0; i < t.size(); i++) {
            boolean wins = i / (t.size() / rows) == operand;
            t.data()[i] = 0.1f * (random.nextInt(20) - 10) + 0.025f * operand + (wins ? by : 0);
        }
        return t;
    }

    private void where(int[] shape) {
        long[] yes = random.ints(Tensor.size(shape), 0, 2).asLongStream().toArray();
        yes[0] = 1;
        all.add(GradientCheck.of("Where").truths(shape, yes).input(shape).constant(Tensor.zeros(part(shape))));
        long[] no = yes.clone();
        no[0] = 0;
        all.add(GradientCheck.of("Where").truths(shape, no).constant(Tensor.zeros(part(shape))).input(shape));
    }
}
