// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import io.github.explainj.onnx.Attributes;
import io.github.explainj.onnx.Value;
import java.util.stream.LongStream;

/** Convolutions with padding that may be negative, which means that the image is cut. */
final class Convolution {

    private Convolution() {}

    /**
     * Convolves.
     *
     * @param x {@code [N, C, spatial...]}
     * @param weights {@code [M, C / groups, kernel...]}
     * @param begin what is padded in front of each spatial axis; negative to cut
     */
    static Value of(Value x, Value weights, long[] stride, long[] dilation, long[] begin, long[] end, long groups) {
        Attributes a = Attributes.NONE.with("strides", stride).with("dilations", dilation).with("group", groups)
                .with("pads", pads(begin, end));
        return x.builder().op("Conv", a, cut(x, begin, end), weights);
    }

    /** Returns padding as ONNX has it: all fronts, then all ends; cuts as 0. */
    private static long[] pads(long[] begin, long[] end) {
        return LongStream.concat(LongStream.of(begin), LongStream.of(end)).map(p -> Math.max(0, p)).toArray();
    }

    private static Value cut(Value x, long[] begin, long[] end) {
        Value cut = x;
        for (int a = 0; a < begin.length; a++)
            if (begin[a] < 0 || end[a] < 0)
                cut = cut.slice(a + 2, Math.max(0, -begin[a]), end[a] < 0 ? end[a] : Long.MAX_VALUE);
        return cut;
    }
}
