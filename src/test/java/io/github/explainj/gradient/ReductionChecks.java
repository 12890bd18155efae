// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import io.github.explainj.onnx.Attributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/** Checks of {@link ReductionRules}. */
final class ReductionChecks implements RuleChecks {

    private final Random random = new Random(21);
    private final List<GradientCheck> all = new ArrayList<>();

    @Override
    public List<GradientCheck> checks() {
        for (int i = 0; i < GradientCheckTest.EACH; i++) {
            int[] shape = Shapes.random(random, 1, 4);
            for (String op : List.of("ReduceSum", "ReduceMean", "ReduceMax", "ReduceMin", "ReduceL1", "ReduceL2",
                    "ReduceSumSquare", "ReduceLogSumExp", "ReduceProd"))
                all.add(reduced(op, shape).step(4e-3));
            all.add(along(i, GradientCheck.of("ReduceLogSum", keep()).between(0.5, 2, shape), shape));
            soft(shape);
            int axis = axis(shape);
            all.add(GradientCheck.of("CumSum", Attributes.NONE.with("exclusive", i / 2 % 2).with("reverse", i % 2))
                    .input(wide(shape, axis)).integers(new int[0], axis));
            topK(i, shape);
        }
        all.add(GradientCheck.of("ReduceSum", Attributes.NONE.with("noop_with_empty_axes", 1)).input(2, 3).integers());
        return all;
    }

    private Attributes keep() {
        return Attributes.NONE.with("keepdims", random.nextInt(2));
    }

    private GradientCheck reduced(String op, int[] shape) {
        return along(random.nextInt(4), GradientCheck.of(op, keep()).input(shape), shape);
    }

    /** All axes, or some of them, some counted from the end. */
    private GradientCheck along(int form, GradientCheck c, int[] shape) {
        if (form == 0) return c;
        long[] axes = LongStream.range(0, shape.length).filter(a -> random.nextBoolean()).toArray();
        if (axes.length == 0) axes = new long[] {random.nextInt(shape.length)};
        if (form == 1) axes[axes.length - 1] -= shape.length;
        return c.integers(axes);
    }

    /** A softmax of one element has no gradient to check. */
    private void soft(int[] shape) {
        int axis = axis(shape);
        int sign = random.nextInt(2) * shape.length;
        for (String op : List.of("Softmax", "LogSoftmax"))
            all.add(GradientCheck.of(op, Attributes.NONE.with("axis", axis - sign)).input(wide(shape, axis)));
        if (axis == shape.length - 1) all.add(GradientCheck.of("Softmax").input(wide(shape, axis)));
    }

    private void topK(int i, int[] shape) {
        int axis = axis(shape);
        int[] wide = wide(shape, axis);
        Attributes a = Attributes.NONE.with("axis", axis - i % 2 * shape.length).with("largest", i / 2 % 2)
                .with("sorted", i % 3 == 0 ? 0 : 1);
        all.add(GradientCheck.of("TopK", a).outputs(2).input(wide).integers(1 + random.nextInt(wide[axis])));
    }

    private int axis(int[] shape) {
        return random.nextInt(shape.length);
    }

    private int[] wide(int[] shape, int axis) {
        int[] wide = shape.clone();
        wide[axis] = 2 + random.nextInt(3);
        return wide;
    }
}
