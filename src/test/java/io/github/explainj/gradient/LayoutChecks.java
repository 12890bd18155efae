// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import io.github.explainj.onnx.Attributes;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Checks of the rules of operators that move elements. */
final class LayoutChecks implements RuleChecks {

    private final Random random = new Random(11);

    @Override
    public List<GradientCheck> checks() {
        List<GradientCheck> all = new ArrayList<>();
        for (int i = 0; i < 2 * GradientCheckTest.EACH; i++) {
            int[] shape = Shapes.random(random, 1, 4);
            all.addAll(List.of(reshape(shape, i), flatten(shape), transpose(shape, i), squeeze(shape), unsqueeze(shape),
                    expand(shape), tile(shape), concat(shape), split(shape, i), slice(shape, i)));
            all.addAll(List.of(depthToSpace(i), spaceToDepth(i), trilu(i), reverseSequence(i)));
        }
        List<GradientCheck> free = new ArrayList<>();
        // an Expand may repeat the first axis itself
        for (GradientCheck c : all)
            free.add(below(2) == 0 || c.op().equals("Expand") ? c.step(0.5) : c.step(0.5).batched());
        return free;
    }

    private int below(int bound) {
        return random.nextInt(bound);
    }

    /** An axis, counted from either end. */
    private long axis(int rank) {
        return below(2 * rank) - rank;
    }

    private GradientCheck reshape(int[] shape, int i) {
        long rows = shape[0];
        Attributes a = i % 3 == 0 ? Attributes.NONE.with("allowzero", 1) : Attributes.NONE;
        GradientCheck c = GradientCheck.of("Reshape", a).input(shape);
        return i % 3 == 1 ? c.integers(0, -1) : i % 3 == 2 ? c.integers(-1, rows) : c.integers(1, -1, rows);
    }

    private GradientCheck flatten(int[] shape) {
        return GradientCheck.of("Flatten", Attributes.NONE.with("axis", axis(shape.length))).input(shape);
    }

    private GradientCheck transpose(int[] shape, int i) {
        List<Long> perm = new ArrayList<>(LongStream.range(0, shape.length).boxed().toList());
        Collections.shuffle(perm, random);
        return GradientCheck.of("Transpose", i % 4 == 0 ? Attributes.NONE
                : Attributes.NONE.with("perm", Moved.longs(perm))).input(shape);
    }

    private GradientCheck squeeze(int[] shape) {
        int at = below(shape.length + 1);
        int[] longer = new int[shape.length + 1];
        for (int a = 0; a < longer.length; a++) longer[a] = a == at ? 1 : shape[a < at ? a : a - 1];
        GradientCheck c = GradientCheck.of("Squeeze").input(longer);
        return below(3) == 0 ? c : c.integers(below(2) == 0 ? at : at - longer.length);
    }

    private GradientCheck unsqueeze(int[] shape) {
        if (below(5) == 0) return GradientCheck.of("Unsqueeze").input().integers(0);
        GradientCheck c = GradientCheck.of("Unsqueeze").input(shape);
        return below(2) == 0 ? c.integers(axis(shape.length + 1)) : c.integers(0, -1);
    }

    /** Both sides have axes of size 1 that the other does not. */
    private GradientCheck expand(int[] shape) {
        int[] to = Shapes.broadcast(random, shape);
        return GradientCheck.of("Expand").input(Shapes.broadcast(random, shape))
                .integers(Arrays.stream(to).asLongStream().toArray());
    }

    private GradientCheck tile(int[] shape) {
        return GradientCheck.of("Tile").input(shape)
                .integers(IntStream.range(0, shape.length).mapToLong(a -> 1 + below(3)).toArray());
    }

    private GradientCheck concat(int[] shape) {
        long axis = axis(shape.length);
        GradientCheck c = GradientCheck.of("Concat", Attributes.NONE.with("axis", axis));
        int count = 1 + below(4);
        for (int i = 0; i < count; i++) {
            int[] part = shape.clone();
            part[Math.floorMod((int) axis, shape.length)] = 1 + below(3);
            c = i > 0 && below(3) == 0 ? c.constant(Tensor.full(2, part)) : c.input(part);
        }
        return c;
    }

    private GradientCheck split(int[] shape, int i) {
        long axis = axis(shape.length);
        int[] whole = shape.clone();
        int at = Math.floorMod((int) axis, shape.length);
        Attributes a = Attributes.NONE.with("axis", axis);
        if (i % 2 == 0) {
            whole[at] = 5;
            return GradientCheck.of("Split", a.with("num_outputs", 3)).outputs(3).input(whole);
        }
        int first = 1 + below(3);
        whole[at] = first + 2;
        return GradientCheck.of("Split", a).outputs(3).input(whole).integers(first, 1, 1);
    }

    /** Ends beyond the axis, negative ones, steps of both signs. */
    private GradientCheck slice(int[] shape, int i) {
        int[] longer = Arrays.stream(shape).map(d -> d + 3).toArray();
        long[] axes = LongStream.range(0, shape.length).filter(a -> a == 0 || below(2) == 0).toArray();
        long[] starts = new long[axes.length];
        long[] ends = new long[axes.length];
        long[] steps = new long[axes.length];
        for (int a = 0; a < axes.length; a++) {
            int size = longer[(int) axes[a]];
            boolean down = i % 3 == 0 && below(2) == 0;
            long low = below(size) - (below(2) == 0 ? size : 0);
            starts[a] = down ? new long[] {-1, Long.MAX_VALUE, size - 2}[below(3)] : low;
            ends[a] = down ? new long[] {Long.MIN_VALUE, 0, -size}[below(3)] : below(2) == 0 ? Long.MAX_VALUE : size;
            steps[a] = (down ? -1 : 1) * (i % 2 == 0 ? 1 : 1 + below(3));
            if (below(2) == 0) axes[a] -= shape.length;
        }
        GradientCheck c = GradientCheck.of("Slice").input(longer).integers(starts).integers(ends).integers(axes);
        return i % 2 == 0 && i % 3 != 0 ? c : c.integers(steps);
    }

    private static Attributes block(int size) {
        return Attributes.NONE.with("blocksize", size);
    }

    private GradientCheck depthToSpace(int i) {
        int b = 1 + below(3);
        Attributes a = i % 3 == 0 ? block(b) : block(b).with("mode", i % 3 == 1 ? "CRD" : "DCR");
        return GradientCheck.of("DepthToSpace", a).input(1 + below(2), b * b * (1 + below(3)), 1 + below(3), 1 + below(3));
    }

    private GradientCheck spaceToDepth(int i) {
        int b = 1 + i % 3;
        return GradientCheck.of("SpaceToDepth", block(b)).input(1 + below(2), 1 + below(3), b * (1 + below(2)), b * (1 + below(2)));
    }

    private GradientCheck trilu(int i) {
        GradientCheck c = GradientCheck.of("Trilu", i % 3 == 0 ? Attributes.NONE : Attributes.NONE.with("upper", i % 3 - 1))
                .input(1 + below(2), 3 + below(2), 3 + below(2));
        return i % 4 == 0 ? c : c.integers(new int[0], below(4) - 2);
    }

    private GradientCheck reverseSequence(int i) {
        int time = 1 + below(4);
        long[] lengths = {1 + below(time), 1 + below(time), time};
        return GradientCheck.of("ReverseSequence", Attributes.NONE.with("batch_axis", i % 2).with("time_axis", 1 - i % 2))
                .input(i % 2 == 0 ? new int[] {3, time, 1 + below(3)} : new int[] {time, 3}).integers(lengths);
    }
}
