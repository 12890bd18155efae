// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import io.github.explainj.onnx.Attributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Checks of {@link NormalisationRules}. */
final class NormalisationChecks implements RuleChecks {

    private final Random random = new Random(6);

    @Override
    public List<GradientCheck> checks() {
        List<GradientCheck> all = new ArrayList<>();
        for (int i = 0; i < GradientCheckTest.EACH; i++) {
            all.add(batch(Attributes.NONE.with("epsilon", 0.01f * (1 + i)), Shapes.random(random, 2, 5)));
            all.add(training(i));
            all.add(affine("InstanceNormalization", epsilon(i), image(2), 0));
            all.add(layer("LayerNormalization", i));
            all.add(layer("RMSNormalization", i));
            all.add(layer("SimplifiedLayerNormalization", i));
            all.add(group(i));
            all.add(GradientCheck.of("LRN", Attributes.NONE.with("size", 1 + 2 * (i % 4)).with("alpha", 0.5f + i)
                    .with("beta", 0.25f + 0.1f * i).with("bias", 0.5f + i % 3)).input(1 + i % 2, 1 + i % 6, 3, 2));
            all.add(lp(i));
            all.add(meanVariance(i));
        }
        return all;
    }

    private static Attributes epsilon(int i) {
        return Attributes.NONE.with("epsilon", 0.01f * (1 + i));
    }

    /** Returns {@code [N, C, spatial...]}. */
    private int[] image(int channels) {
        int[] shape = Shapes.random(random, 3, 5);
        shape[1] = channels;
        // of a single element nothing is left but its bias
        shape[shape.length - 1] += 2;
        return shape;
    }

    private GradientCheck batch(Attributes a, int[] shape) {
        int c = shape[1];
        return GradientCheck.of("BatchNormalization", a).input(shape).input(c).input(c)
                .between(-1, 1, c).between(0.5, 2, c);
    }

    /** Statistics of the batch itself: what is given flows into the running statistics only. */
    private GradientCheck training(int i) {
        int c = 1 + i % 3;
        return affine("BatchNormalization", epsilon(i).with("training_mode", 1).with("momentum", 0.7f), image(c), 0)
                .between(-1, 1, c).between(0.5, 2, c).outputs(3);
    }

    private GradientCheck affine(String op, Attributes a, int[] shape, int parameters) {
        int p = parameters == 0 ? shape[1] : parameters;
        return GradientCheck.of(op, a).input(shape).between(0.5, 2, p).between(-1, 1, p);
    }

    private GradientCheck layer(String op, int i) {
        int[] shape = image(1 + i % 3);
        int axis = random.nextInt(shape.length);
        int[] own = Arrays.copyOfRange(shape, axis, shape.length);
        boolean centred = op.equals("LayerNormalization");
        GradientCheck c = GradientCheck.of(op, epsilon(i).with("axis", i % 2 == 0 ? axis : axis - shape.length))
                .opset(op.equals("RMSNormalization") ? 23 : 18).input(shape).between(0.5, 2, own);
        // the statistics are results in float whatever the operand is
        if (centred && i % 4 == 1) return c.between(-1, 1, own).outputs(3).inFloat();
        return centred && i % 3 == 0 ? c.between(-1, 1, own) : c;
    }

    private GradientCheck group(int i) {
        int groups = 1 + i % 3;
        int[] shape = image(groups * (1 + random.nextInt(3)));
        boolean perChannel = i % 2 == 0;
        GradientCheck c = affine("GroupNormalization", epsilon(i).with("num_groups", groups), shape,
                perChannel ? shape[1] : groups);
        // from 21 on statistics are taken in float whatever the operand is
        return perChannel ? c.opset(21).inFloat() : c.opset(18);
    }

    private GradientCheck lp(int i) {
        int[] shape = image(2 + i % 3);
        int axis = random.nextInt(2) == 0 ? 1 : shape.length - 1;
        return GradientCheck.of("LpNormalization", Attributes.NONE.with("p", 1 + i % 2)
                .with("axis", i % 3 == 0 ? axis - shape.length : axis)).input(shape);
    }

    private GradientCheck meanVariance(int i) {
        Attributes a = i % 3 == 0 ? Attributes.NONE
                : Attributes.NONE.with("axes", i % 3 == 1 ? new long[] {2, 3} : new long[] {1, 2, 3});
        return GradientCheck.of("MeanVarianceNormalization", a).input(1 + i % 2, 1 + i % 3, 2 + i % 4, 3);
    }
}
