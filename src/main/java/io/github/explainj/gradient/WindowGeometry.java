// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import io.github.explainj.problem.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How the windows of a convolution lie, with automatic padding worked out: element t of window o is
 * the element {@code o * stride + t * dilation - begin} of the padded side, along each spatial axis.
 *
 * <p>For Conv the padded side is its input and windows are its outputs; for ConvTranspose it is the
 * other way round. Every array has one entry per spatial axis.
 *
 * @param kernel taps of a window
 * @param begin what is padded in front
 * @param wide size of the padded side, without padding
 * @param windows number of windows
 */
record WindowGeometry(long[] kernel, long[] stride, long[] dilation, long[] begin, long[] wide, long[] windows) {

    /** Reads a Conv. */
    static WindowGeometry ofConv(Step s) {
        return of(s, sizes(s, s.shape(0)), sizes(s, s.outputShape(0)), false);
    }

    /** Reads a ConvTranspose. */
    static WindowGeometry ofTransposed(Step s) {
        return of(s, sizes(s, s.outputShape(0)), sizes(s, s.shape(0)), true);
    }

    private static WindowGeometry of(Step s, long[] wide, long[] windows, boolean transposed) {
        int axes = wide.length;
        long[] kernel = sizes(s, s.shape(1));
        WindowGeometry unpadded = new WindowGeometry(kernel, s.integers("strides", axes, 1),
                s.integers("dilations", axes, 1), new long[axes], wide, windows);
        return unpadded.padded(transposed ? unpadded.transposedBegin(s) : unpadded.convBegin(s));
    }

    private static long[] sizes(Step s, List<Long> shape) {
        long[] sizes = shape.stream().skip(2).mapToLong(Long::longValue).toArray();
        if (Arrays.stream(sizes).allMatch(d -> d > 0)) return sizes;
        throw new NotDifferentiable("No gradient can be derived for " + s.node() + ": the sizes of its images " + shape
                + " depend on what is in them, and the rule needs them fixed. Explain a tensor behind this node.");
    }

    private WindowGeometry padded(long[] front) {
        return new WindowGeometry(kernel, stride, dilation, front, wide, windows);
    }

    private long[] convBegin(Step s) {
        return switch (s.node().text("auto_pad", "NOTSET")) {
            case "SAME_UPPER" -> each(a -> Math.max(0, missing(a)) / 2);
            case "SAME_LOWER" -> each(a -> (Math.max(0, missing(a)) + 1) / 2);
            case "VALID" -> new long[axes()];
            default -> Arrays.copyOf(s.integers("pads", 2 * axes(), 0), axes());
        };
    }

    private long[] transposedBegin(Step s) {
        String auto = s.node().text("auto_pad", "NOTSET");
        if (auto.equals("VALID") && !s.node().has("output_shape")) return new long[axes()];
        if (auto.equals("NOTSET") && !s.node().has("output_shape"))
            return Arrays.copyOf(s.integers("pads", 2 * axes(), 0), axes());
        long[] more = s.integers("output_padding", axes(), 0);
        boolean upper = auto.equals("SAME_UPPER");
        return each(a -> (Math.max(0, missing(a) + more[a]) + (upper ? 0 : 1)) / 2);
    }

    /** Returns how much padding in front and behind makes all windows fit exactly. */
    private long missing(int axis) {
        return (windows[axis] - 1) * stride[axis] + reach(axis) - wide[axis];
    }

    /** Returns the width of a window with its gaps. */
    long reach(int axis) {
        return (kernel[axis] - 1) * dilation[axis] + 1;
    }

    /** Returns what must be padded behind for the last window to end at the end; negative to cut. */
    long end(int axis) {
        return missing(axis) - begin[axis];
    }

    int axes() {
        return wide.length;
    }

    /** Returns whether all windows follow each other without a step. */
    boolean dense() {
        return Arrays.stream(stride).allMatch(d -> d == 1);
    }

    long[] each(java.util.function.IntToLongFunction value) {
        return IntStream.range(0, axes()).mapToLong(value).toArray();
    }
}
