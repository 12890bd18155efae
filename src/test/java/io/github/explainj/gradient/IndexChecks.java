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

/** Checks of the rules of gathering and scattering. */
final class IndexChecks implements RuleChecks {

    private final Random random = new Random(12);

    @Override
    public List<GradientCheck> checks() {
        List<GradientCheck> all = new ArrayList<>();
        for (int i = 0; i < GradientCheckTest.EACH; i++) {
            int[] shape = Shapes.random(random, 1, 4);
            all.addAll(List.of(gather(shape), gatherElements(shape), gatherNd(i)));
            for (String reduction : i % 2 == 0 ? List.of("none", "add") : List.of("mul", "max", "min"))
                all.addAll(List.of(scatterElements(shape, reduction), scatterNd(reduction)));
        }
        for (GradientCheck c : all) if (random.nextBoolean()) c.batched();
        return all;
    }

    private static int[] ints(long... values) {
        return LongStream.of(values).mapToInt(v -> (int) v).toArray();
    }

    /** Places in an axis, counted from either end. */
    private long[] places(int count, int size) {
        return LongStream.range(0, count).map(i -> random.nextInt(2 * size) - size).toArray();
    }

    /** The same place only once, so that none is overwritten. */
    private long[] distinct(int count, int size) {
        List<Long> all = new ArrayList<>(LongStream.range(0, size).boxed().toList());
        Collections.shuffle(all, random);
        return Arrays.stream(Moved.longs(all.subList(0, count))).map(p -> random.nextBoolean() ? p : p - size).toArray();
    }

    private GradientCheck gather(int[] shape) {
        int axis = random.nextInt(shape.length);
        int[] of = random.nextInt(3) == 0 ? new int[0] : Shapes.random(random, 1, 2);
        int count = Arrays.stream(of).reduce(1, (a, b) -> a * b);
        return GradientCheck.of("Gather", Attributes.NONE.with("axis", random.nextBoolean() ? axis : axis - shape.length))
                .input(shape).integers(of, places(count, shape[axis])).step(0.5);
    }

    private GradientCheck gatherElements(int[] shape) {
        int axis = random.nextInt(shape.length);
        int[] of = Arrays.stream(shape).map(d -> 1 + random.nextInt(d)).toArray();
        of[axis] = 1 + random.nextInt(5);
        int count = Arrays.stream(of).reduce(1, (a, b) -> a * b);
        return GradientCheck.of("GatherElements", Attributes.NONE.with("axis", random.nextBoolean() ? axis : axis - shape.length))
                .input(shape).integers(of, places(count, shape[axis])).step(0.5);
    }

    private GradientCheck gatherNd(int i) {
        int batch = i % 3;
        int[] shape = IntStream.range(0, batch + 1 + random.nextInt(3)).map(a -> 1 + random.nextInt(3)).toArray();
        int depth = 1 + random.nextInt(shape.length - batch);
        long rows = 1 + random.nextInt(4);
        long[] of = LongStream.concat(Arrays.stream(shape).limit(batch).asLongStream(), LongStream.of(rows, depth)).toArray();
        int count = (int) Arrays.stream(of).reduce(1, (a, b) -> a * b);
        long[] indices = IntStream.range(0, count).mapToLong(e -> places(1, shape[batch + e % depth])[0]).toArray();
        return GradientCheck.of("GatherND", Attributes.NONE.with("batch_dims", batch))
                .input(shape).integers(ints(of), indices).step(0.5);
    }

    private GradientCheck scatterElements(int[] given, String reduction) {
        int[] shape = given.clone();
        int axis = random.nextInt(shape.length);
        shape[axis] += 4;
        int[] of = Arrays.stream(shape).map(d -> 1 + random.nextInt(d)).toArray();
        boolean none = reduction.equals("none");
        of[axis] = 1 + random.nextInt(none ? shape[axis] - 1 : 4);
        int behind = 1;
        for (int a = axis + 1; a < of.length; a++) behind *= of[a];
        int count = Arrays.stream(of).reduce(1, (a, b) -> a * b);
        long[] along = none ? distinct(of[axis], shape[axis]) : places(of[axis], shape[axis]);
        int stride = behind;
        long[] indices = IntStream.range(0, count).mapToLong(e -> along[e / stride % of[axis]]).toArray();
        return apart(GradientCheck.of("ScatterElements", Attributes.NONE.with("axis", axis).with("reduction", reduction))
                .between(1, 2, shape).integers(of, indices), reduction, of);
    }

    private GradientCheck scatterNd(String reduction) {
        int[] shape = {3 + random.nextInt(3), 1 + random.nextInt(3), 1 + random.nextInt(3)};
        int depth = 1 + random.nextInt(2);
        int rows = reduction.equals("none") ? 2 : 1 + random.nextInt(3);
        long[] first = reduction.equals("none") ? distinct(rows, shape[0]) : places(rows, shape[0]);
        long[] indices = IntStream.range(0, rows * depth)
                .mapToLong(e -> e % depth == 0 ? first[e / depth] : places(1, shape[1])[0]).toArray();
        int[] updates = depth == 1 ? new int[] {rows, shape[1], shape[2]} : new int[] {rows, shape[2]};
        return apart(GradientCheck.of("ScatterND", Attributes.NONE.with("reduction", reduction))
                .between(1, 2, shape).integers(new int[] {rows, depth}, indices), reduction, updates);
    }

    /**
     * Data lie between 1 and 2, updates in turn far above and far below, so that a step lets no maximum
     * change sides; now and then a factor is 0.
     */
    private GradientCheck apart(GradientCheck c, String reduction, int[] updates) {
        Tensor t = Tensor.zeros(updates);
        boolean up = !reduction.equals("min");
        for (int i = 0; i < t.size(); i++) t.data()[i] = (i % 2 == 0 == up ? 1 : -1) * (3 + random.nextFloat());
        if (reduction.equals("mul") && random.nextBoolean()) t.data()[0] = 0;
        return c.input(t).step(1e-3);
    }
}
