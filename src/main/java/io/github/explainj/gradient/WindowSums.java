// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import io.github.explainj.onnx.Attributes;
import io.github.explainj.onnx.Value;
import io.github.explainj.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * Adds what belongs to windows to every element that they hold: the way back of a sum over windows.
 *
 * <p>Every channel is an image of its own, so that one small kernel of ones serves all. For windows side by
 * side this is four times as fast as repeating values along new axes, measured on 128 channels of 56 x 56.
 */
final class WindowSums {

    private WindowSums() {}

    /**
     * Spreads values over windows.
     *
     * @param perWindow {@code [N, C, windows...]}
     * @param channels C
     * @return {@code [N, C, wide...]}
     */
    static Value spread(Value perWindow, WindowGeometry g, long channels) {
        Value images = perWindow.reshape(shape(-1, 1, g.windows()));
        Tensor ones = Tensor.full(1, Arrays.stream(shape(1, 1, g.kernel())).mapToInt(d -> (int) d).toArray());
        Attributes a = Attributes.NONE.with("strides", g.stride()).with("dilations", g.dilation())
                .with("pads", joined(positive(g.begin()), positive(g.each(g::end))));
        Value sums = images.builder().op("ConvTranspose", a, images, images.builder().constant(ones));
        return unreached(sums, g).reshape(shape(-1, channels, g.wide()));
    }

    /** Adds zeros where no window reached. */
    private static Value unreached(Value sums, WindowGeometry g) {
        long[] front = shape(0, 0, positive(g.each(a -> -g.begin()[a])));
        long[] behind = shape(0, 0, positive(g.each(a -> -g.end(a))));
        long[] pads = joined(front, behind);
        return Arrays.stream(pads).allMatch(p -> p == 0) ? sums : sums.padded(pads);
    }

    private static long[] positive(long[] sizes) {
        return Arrays.stream(sizes).map(d -> Math.max(0, d)).toArray();
    }

    private static long[] shape(long first, long second, long[] spatial) {
        return joined(new long[] {first, second}, spatial);
    }

    private static long[] joined(long[] first, long[] then) {
        return LongStream.concat(LongStream.of(first), LongStream.of(then)).toArray();
    }
}
