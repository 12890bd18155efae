// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import io.github.explainj.onnx.Attributes;
import io.github.explainj.onnx.Value;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Conv: {@code y = b + sum over channels and taps of w * x}. With stride 1 the way back is a
 * convolution with the weights turned around, for which ONNX Runtime has its fastest kernels; with
 * other strides it is ConvTranspose.
 */
final class ConvRule implements GradientRule {

    @Override
    public List<Value> apply(Step s) {
        WindowGeometry g = WindowGeometry.ofConv(s);
        long groups = s.node().integer("group", 1);
        return RuleFamily.gradients(
                s.wants(0) ? g.dense() ? dense(s, g, groups) : strided(s, g, groups) : null,
                s.wants(1) ? KernelGradient.of(s.x(0), s.dy(), s.shape(1), g, groups) : null,
                s.wants(2) ? perChannel(s.dy(), g.axes()) : null);
    }

    /** Returns the gradient of a bias: the sum over the batch and the image. */
    static Value perChannel(Value dy, int axes) {
        return dy.sum(false, LongStream.range(0, axes + 2).filter(a -> a != 1).toArray());
    }

    private static Value dense(Step s, WindowGeometry g, long groups) {
        long[] ones = g.stride();
        return Convolution.of(s.dy(), turned(s.x(1), s.shape(1), groups), ones, g.dilation(),
                g.each(a -> g.reach(a) - 1 - g.begin()[a]), g.each(a -> g.reach(a) - 1 - g.end(a)), groups);
    }

    /** Returns weights {@code [M, C/g, kernel...]} as {@code [C, M/g, kernel...]} with the taps in reverse. */
    private static Value turned(Value weights, List<Long> shape, long groups) {
        int axes = shape.size() - 2;
        long out = shape.get(0) / groups;
        long in = shape.get(1);
        long[] taps = shape.stream().skip(2).mapToLong(Long::longValue).toArray();
        Value swapped = weights;
        if (groups == 1) swapped = weights.transpose(joined(new long[] {1, 0}, LongStream.range(2, axes + 2).toArray()));
        else if (in != 1 || out != 1)
            swapped = weights.reshape(joined(new long[] {groups, out, in}, taps))
                    .transpose(joined(new long[] {0, 2, 1}, LongStream.range(3, axes + 3).toArray()))
                    .reshape(joined(new long[] {groups * in, out}, taps));
        long[] several = LongStream.range(2, axes + 2).filter(a -> shape.get((int) a) > 1).toArray();
        return several.length == 0 ? swapped : swapped.flipped(several);
    }

    private static long[] joined(long[] first, long[] then) {
        return LongStream.concat(LongStream.of(first), LongStream.of(then)).toArray();
    }

    private static Value strided(Step s, WindowGeometry g, long groups) {
        // what no window reached at the end gets zeros: output_padding
        long[] unreached = g.each(a -> Math.max(0, -g.end(a)));
        Attributes a = Attributes.NONE.with("strides", g.stride()).with("dilations", g.dilation()).with("group", groups)
                .with("pads", joined(g.begin(), g.each(i -> Math.max(0, g.end(i))))).with("output_padding", unreached);
        return s.graph().op("ConvTranspose", a, s.dy(), s.x(1));
    }
}
