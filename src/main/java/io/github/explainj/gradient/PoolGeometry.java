// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import io.github.explainj.onnx.Value;
import io.github.explainj.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * How the windows of a pool lie, and how many elements of the image each of them holds.
 *
 * <p>The number of windows is worked out as ONNX Runtime does when it runs: the shapes that it infers
 * before count windows of {@code ceil_mode} that would begin behind the image, which it then leaves out.
 */
final class PoolGeometry {

    private PoolGeometry() {}

    /** Reads a pool whose windows are {@code kernel_shape}. */
    static WindowGeometry of(Step s) {
        long[] wide = s.shape(0).stream().skip(2).mapToLong(Long::longValue).toArray();
        int axes = wide.length;
        WindowGeometry g = new WindowGeometry(s.integers("kernel_shape", axes, 1), s.integers("strides", axes, 1),
                s.integers("dilations", axes, 1), new long[axes], wide, new long[axes]);
        String auto = s.node().text("auto_pad", "NOTSET");
        boolean same = auto.startsWith("SAME");
        long[] pads = auto.equals("NOTSET") ? s.integers("pads", 2 * axes, 0) : new long[2 * axes];
        long[] total = g.each(a -> same ? same(g, a) : pads[a] + pads[a + axes]);
        int lower = auto.equals("SAME_LOWER") ? 1 : 0;
        long[] begin = same ? g.each(a -> (total[a] + lower) / 2) : Arrays.copyOf(pads, axes);
        boolean ceil = s.node().integer("ceil_mode", 0) != 0;
        return new WindowGeometry(g.kernel(), g.stride(), g.dilation(), begin, wide,
                g.each(a -> windows(g, a, begin[a], total[a], ceil)));
    }

    /** ONNX Runtime leaves the gaps of dilated windows out; what is negative cuts the image. */
    private static long same(WindowGeometry g, int a) {
        long windows = (g.wide()[a] + g.stride()[a] - 1) / g.stride()[a];
        return (windows - 1) * g.stride()[a] + g.kernel()[a] - g.wide()[a];
    }

    private static long windows(WindowGeometry g, int a, long begin, long total, boolean ceil) {
        long room = g.wide()[a] + total - g.reach(a);
        long windows = (room + (ceil ? g.stride()[a] - 1 : 0)) / g.stride()[a] + 1;
        boolean behind = (windows - 1) * g.stride()[a] >= g.wide()[a] + begin;
        return ceil && behind ? windows - 1 : windows;
    }

    /**
     * Says what shape a pool's result {@code [N, C, windows...]} has, whatever ONNX Runtime inferred; the shape
     * that is made does not change.
     */
    static Value windowed(Value pooled, long channels, WindowGeometry g) {
        return pooled.reshape(LongStream.concat(LongStream.of(0, channels), LongStream.of(g.windows())).toArray());
    }

    /**
     * Returns how many elements of the image, not of its padding, each window holds: {@code [1, 1,
     * windows...]}.
     */
    static Tensor counts(WindowGeometry g) {
        Tensor t = Tensor.zeros(IntStream.concat(IntStream.of(1, 1), Arrays.stream(g.windows()).mapToInt(d -> (int) d))
                .toArray());
        for (int w = 0; w < t.size(); w++) {
            long rest = w;
            long count = 1;
            for (int a = g.axes() - 1; a >= 0; a--) {
                count *= count(g, a, rest % g.windows()[a]);
                rest /= g.windows()[a];
            }
            t.data()[w] = count;
        }
        return t;
    }

    private static long count(WindowGeometry g, int a, long window) {
        long first = window * g.stride()[a] - g.begin()[a];
        return LongStream.range(0, g.kernel()[a]).map(k -> first + k * g.dilation()[a])
                .filter(i -> i >= 0 && i < g.wide()[a]).count();
    }
}
