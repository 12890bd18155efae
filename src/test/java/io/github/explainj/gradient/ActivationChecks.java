// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import io.github.explainj.onnx.Attributes;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Checks of {@link ActivationRules}. */
final class ActivationChecks implements RuleChecks {

    private final Random random = new Random(11);
    private final List<GradientCheck> all = new ArrayList<>();

    @Override
    public List<GradientCheck> checks() {
        for (int i = 0; i < GradientCheckTest.EACH; i++) {
            int[] shape = Shapes.random(random, 1, 4);
            shape[0] = 4;
            plain(shape);
            withAttributes(shape);
            clip(i, shape);
            all.add(GradientCheck.of("PRelu").input(shape).input(Shapes.broadcast(random, shape)));
            all.add(GradientCheck.of("Swish", i == 0 ? Attributes.NONE : one("alpha", 0.5, 2)).opset(24).input(shape));
            all.add(GradientCheck.of("Gelu", Attributes.NONE.with("approximate", i % 2 == 0 ? "none" : "tanh"))
                    .opset(20).input(shape));
        }
        return all;
    }

    private void plain(int[] shape) {
        for (String op : List.of("Relu", "Sigmoid", "Softsign", "Tanh", "Erf", "Mish", "Softplus"))
            all.add(GradientCheck.of(op).input(shape));
        all.add(GradientCheck.of("HardSwish").between(-2.8, 2.8, shape));
        all.add(GradientCheck.of("HardSwish").between(3.2, 5, shape));
    }

    private void withAttributes(int[] shape) {
        all.add(GradientCheck.of("LeakyRelu", one("alpha", -0.5, 0.9)).input(shape));
        all.add(GradientCheck.of("Elu", one("alpha", 0.3, 2)).input(shape));
        all.add(GradientCheck.of("Celu", one("alpha", 0.5, 2)).input(shape));
        all.add(GradientCheck.of("Selu", one("alpha", 0.5, 2).with("gamma", drawn(0.5, 2))).input(shape));
        all.add(GradientCheck.of("Selu").input(shape));
        all.add(GradientCheck.of("ThresholdedRelu", Attributes.NONE.with("alpha", -0.7f)).between(-0.6, 2, shape));
        all.add(GradientCheck.of("ThresholdedRelu", Attributes.NONE.with("alpha", 0f)).input(shape));
        // ONNX Runtime's kernel of doubles computes Shrink in float
        all.add(GradientCheck.of("Shrink", one("lambd", 0.1, 0.2).with("bias", drawn(0, 0.5))).between(0.3, 2, shape).inFloat());
        all.add(GradientCheck.of("Shrink", one("lambd", 0.1, 0.2)).between(-2, -0.3, shape).inFloat());
        all.add(GradientCheck.of("HardSigmoid", one("alpha", 0.1, 0.4).with("beta", drawn(0.4, 0.6))).between(-0.9, 0.9, shape));
    }

    /** Bounds given or left out, as constants and as operands; no value is within 0.01 of a bound. */
    private void clip(int i, int[] shape) {
        GradientCheck c = GradientCheck.of("Clip").input(shape);
        Tensor low = new Tensor(new float[] {-0.234f});
        Tensor high = new Tensor(new float[] {0.3456f});
        all.add(switch (i % 4) {
            case 0 -> c.constant(low).constant(high);
            case 1 -> c.omitted().constant(high);
            case 2 -> c.constant(low);
            default -> c.input(low).input(high);
        });
    }

    private Attributes one(String name, double low, double high) {
        return Attributes.NONE.with(name, drawn(low, high));
    }

    private float drawn(double low, double high) {
        return (float) (low + (high - low) * random.nextDouble());
    }
}
