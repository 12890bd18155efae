// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import io.github.explainj.onnx.Attributes;
import io.github.explainj.onnx.Value;
import io.github.explainj.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.LongStream;

/** Adds what belongs to windows to every element that they hold: the way back of a sum over windows. */
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
        long[] shape = LongStream.concat(LongStream.of(-1, channels), LongStream.of(g.wide())).toArray();
        return (tiled(g) ? tiles(perWindow, g) : transposed(perWindow, g)).reshape(shape);
    }

    /** Returns whether windows lie side by side. */
    private static boolean tiled(WindowGeometry g) {
        return Arrays.equals(g.kernel(), g.stride()) && Arrays.stream(g.dilation()).allMatch(d -> d == 1);
    }

    /** Repeats each window's value over its tile. */
    private static Value tiles(Value perWindow, WindowGeometry g) {
        int axes = g.axes();
        long[] own = LongStream.range(0, axes).map(a -> 3 + 2 * a).toArray();
        long[] repeats = new long[2 + 2 * axes];
        Arrays.fill(repeats, 1);
        for (int a = 0; a < axes; a++) repeats[3 + 2 * a] = g.kernel()[a];
        long[] tiled = LongStream.concat(LongStream.of(0, 0),
                Arrays.stream(g.each(a -> g.windows()[a] * g.kernel()[a]))).toArray();
        Value repeated = perWindow.builder().op("Expand", perWindow.unsqueeze(own), perWindow.builder().integers(repeats))
                .reshape(tiled);
        return padded(repeated, g.each(a -> -g.begin()[a]), g.each(a -> -g.end(a)));
    }

    /** Adds zeros around an image where positive, cuts where negative. */
    private static Value padded(Value image, long[] front, long[] behind) {
        long[] pads = LongStream.concat(spatial(front), spatial(behind)).toArray();
        return Arrays.stream(pads).allMatch(p -> p == 0) ? image : image.padded(pads);
    }

    private static LongStream spatial(long[] sizes) {
        return LongStream.concat(LongStream.of(0, 0), LongStream.of(sizes));
    }

    /** Lets every channel be an image of its own, so that one small kernel of ones serves all. */
    private static Value transposed(Value perWindow, WindowGeometry g) {
        Value images = perWindow.reshape(LongStream.concat(LongStream.of(-1, 1), LongStream.of(g.windows())).toArray());
        Tensor ones = Tensor.zeros(LongStream.concat(LongStream.of(1, 1), LongStream.of(g.kernel())).mapToInt(d -> (int) d).toArray());
        Arrays.fill(ones.data(), 1);
        Attributes a = Attributes.NONE.with("strides", g.stride()).with("dilations", g.dilation())
                .with("pads", LongStream.concat(LongStream.of(cut(g.begin())), LongStream.of(cut(g.each(g::end)))).toArray());
        // what no window reached gets zeros
        return padded(images.builder().op("ConvTranspose", a, images, images.builder().constant(ones)),
                g.each(i -> Math.max(0, -g.begin()[i])), g.each(i -> Math.max(0, -g.end(i))));
    }

    private static long[] cut(long[] sizes) {
        return Arrays.stream(sizes).map(d -> Math.max(0, d)).toArray();
    }
}
