// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import io.github.explainj.onnx.Value;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a Resize does to its axes.
 *
 * @param in sizes before; -1 for the batch
 * @param out sizes behind
 * @param named the axes that scales, sizes and the region speak of, in their order
 */
record Resampling(Step s, List<Long> in, List<Long> out, int[] named) {

    static final int REGION = 1;
    static final int SCALES = 2;
    static final int SIZES = 3;

    static Resampling of(Step s) {
        long[] axes = s.integers("axes", 0, 0);
        int[] named = axes.length == 0 ? IntStream.range(0, s.rank(0)).toArray() : Moved.axes(axes, s.rank(0));
        return new Resampling(s, s.shape(0), s.outputShape(0), named);
    }

    String mode() {
        return s.node().text("mode", "nearest");
    }

    /** Returns how a nearest pixel is found. */
    String rounding() {
        return s.node().text("nearest_mode", "round_prefer_floor");
    }

    /** Returns how a place in the result becomes one in the operand. */
    String coordinates() {
        return s.node().text("coordinate_transformation_mode", "half_pixel");
    }

    /** Returns whether sizes are given, and with them the scales. */
    boolean bySize() {
        return s.has(SIZES);
    }

    /** Returns whether all axes get one common scale, so that the picture keeps its proportions. */
    boolean keepsAspect() {
        return bySize() && !policy().equals("stretch");
    }

    String policy() {
        return s.node().text("keep_aspect_ratio_policy", "stretch");
    }

    /** Returns the place of an axis in scales, sizes and region. */
    int place(int axis) {
        return IntStream.range(0, named.length).filter(i -> named[i] == axis).findFirst().orElseThrow();
    }

    /** Returns the axes whose elements are not simply copied; none when no size changes, whatever the scales say. */
    int[] resized() {
        boolean same = in.equals(out) && IntStream.of(named).allMatch(a -> in.get(a) >= 0 || scale(a) == 1);
        return same ? new int[0] : IntStream.of(named).filter(a -> !in.get(a).equals(out.get(a)) || scale(a) != 1)
                .filter(a -> !batch(a)).toArray();
    }

    /** Returns whether an axis is the batch's, and the size that is given for it only what it was at export. */
    private boolean batch(int axis) {
        return axis == 0 && in.size() > 2 && in.get(0) < 0 && bySize();
    }

    /** Returns the scale of an axis; that of its sizes where no scale is given or it is not fixed. */
    double scale(int axis) {
        int at = place(axis);
        double bySizes = in.get(axis).equals(out.get(axis)) ? 1 : (double) out.get(axis) / in.get(axis);
        return bySize() ? bySizes : s.constant(SCALES).map(t -> (double) t.data()[at]).orElse(bySizes);
    }

    /**
     * Returns whether every pixel becomes a block of equal pixels. Where a scale is whole, half-pixel
     * places lie at least half a new pixel away from where rounding changes sides.
     */
    boolean repeats() {
        boolean whole = IntStream.of(resized()).allMatch(a -> out.get(a) % in.get(a) == 0 && out.get(a) > 1
                && scale(a) == (double) out.get(a) / in.get(a));
        return whole && mode().equals("nearest") && !keepsAspect() && switch (coordinates()) {
            case "asymmetric" -> rounding().equals("floor");
            case "half_pixel", "pytorch_half_pixel" -> rounding().startsWith("round");
            default -> false;
        };
    }

    /** Returns one entry of a list that an operand holds, as a list of one. */
    Value entry(int operand, int at) {
        return s.x(operand).slice(0, at, at + 1);
    }
}
