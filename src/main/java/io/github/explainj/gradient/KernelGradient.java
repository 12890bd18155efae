// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import io.github.explainj.onnx.Value;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The gradient of a convolution's weights: a convolution in which batch and channels have changed
 * places, and strides and dilations too.
 */
final class KernelGradient {

    private KernelGradient() {}

    /**
     * Returns the gradient of weights {@code [narrow channels, wide channels / groups, kernel...]}.
     *
     * @param wide the padded side, {@code [N, C, spatial...]}, or its gradient
     * @param narrow the side with one element per window, {@code [N, M, windows...]}, or its gradient
     */
    static Value of(Value wide, Value narrow, List<Long> weights, WindowGeometry g, long groups) {
        int axes = g.axes();
        long[] split = prepended(g.wide(), 0, groups, weights.get(1));
        // [N, g, C/g, ...] to [C/g, g N, ...]: one "image" per channel of a group
        Value images = wide.reshape(split).transpose(permutation(axes, 2, 1, 0))
                .reshape(prepended(g.wide(), weights.get(1), -1));
        Value kernels = narrow.transpose(permutation(axes, 1, 0));
        Value found = Convolution.of(images, kernels, g.dilation(), g.stride(), g.begin(), g.each(g::end), groups);
        return found.transpose(permutation(axes, 1, 0));
    }

    private static long[] prepended(long[] sizes, long... first) {
        return LongStream.concat(LongStream.of(first), LongStream.of(sizes)).toArray();
    }

    /** Returns a permutation that leaves the spatial axes behind. */
    private static long[] permutation(int axes, long... first) {
        return prepended(LongStream.range(first.length, first.length + axes).toArray(), first);
    }
}
