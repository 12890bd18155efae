// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import static io.github.explainj.gradient.RuleFamily.dx;

import io.github.explainj.onnx.Attributes;
import io.github.explainj.onnx.Value;
import io.github.explainj.problem.Problem;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The rule of Resize: resampling is linear, and each axis is resampled by itself, so the gradient is a
 * product with one matrix per axis ({@link ResizeMatrix}).
 */
final class ResizeRule {

    private ResizeRule() {}

    static List<Value> apply(Step s) {
        Resampling r = Resampling.of(s);
        int[] axes = r.resized();
        for (int a : axes)
            if (r.in().get(a) < 0 || r.out().get(a) < 0)
                throw new NotDifferentiable("No gradient can be derived for " + s.node() + ": it resizes axis " + a
                        + ", whose size changes with the batch. Sizes other than the batch's must be fixed.");
        if (axes.length == 0) return dx(s.dy());
        boolean images = s.rank(0) >= 3 && s.rank(0) <= 5 && IntStream.of(axes).allMatch(a -> a >= 2);
        return dx(images && r.repeats() ? summed(s, r) : product(s, r, axes));
    }

    /** Sums each block of equal pixels: an average without a matrix. */
    private static Value summed(Step s, Resampling r) {
        long[] block = LongStream.range(2, s.rank(0)).map(a -> r.out().get((int) a) / r.in().get((int) a)).toArray();
        Attributes blocks = Attributes.NONE.with("kernel_shape", block).with("strides", block);
        Value mean = s.graph().op("AveragePool", blocks, s.dy());
        return mean.times((float) LongStream.of(block).reduce(1, (a, b) -> a * b));
    }

    /** Axes that were enlarged most come first: what follows has less to do. */
    private static Value product(Step s, Resampling r, int[] axes) {
        Value gradient = s.dy();
        long[] sizes = Moved.longs(r.out());
        if (r.in().get(0) < 0) sizes[0] = -1;
        ResizeMatrix matrices = new ResizeMatrix(r);
        for (int a : IntStream.of(axes).boxed().sorted(Comparator.comparingDouble(r::scale).reversed()).toList()) {
            gradient = along(a, gradient, sizes, r.in().get(a), matrices.of(a));
            sizes[a] = r.in().get(a);
        }
        return gradient;
    }

    /**
     * Multiplies along one axis.
     *
     * @param gradient {@code [..., out, ...]}
     * @param sizes of its axes; -1 for the batch
     * @param in the axis' size before it was resized
     * @param matrix {@code [in, out]}
     * @return {@code [..., in, ...]}
     */
    private static Value along(int axis, Value gradient, long[] sizes, long in, Value matrix) {
        int last = sizes.length - 1;
        if (axis == last) return gradient.matMul(matrix.transpose(1, 0));
        if (axis == last - 1) return matrix.matMul(gradient);
        long[] flat = {product(sizes, 0, axis), sizes[axis], product(sizes, axis + 1, sizes.length)};
        long[] full = sizes.clone();
        full[axis] = in;
        return matrix.matMul(gradient.reshape(flat)).reshape(full);
    }

    /** Returns a product of sizes; -1 when the batch is among them. */
    private static long product(long[] sizes, int from, int to) {
        long product = 1;
        for (int a = from; a < to; a++) product = sizes[a] < 0 || product < 0 ? -1 : product * sizes[a];
        return product;
    }
}
