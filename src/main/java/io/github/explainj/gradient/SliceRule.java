// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import static io.github.explainj.gradient.RuleFamily.dx;

import io.github.explainj.onnx.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** The rule of Slice: what was kept goes back to where it was, zeros around it. */
final class SliceRule {

    private SliceRule() {}

    /**
     * What one axis keeps, in rising order.
     *
     * @param from the first place that is kept
     * @param count how many are
     * @param step from one to the next, at least 1
     * @param flipped whether they were taken from the last to the first
     */
    private record Cut(int axis, long size, long from, long count, long step, boolean flipped) {

        /** Follows ONNX: negative places count from the end, and all are then limited to the axis. */
        static Cut of(int axis, long size, long start, long end, long step) {
            boolean down = step < 0;
            long first = Math.max(0, Math.min(down ? size - 1 : size, start < 0 ? start + size : start));
            long last = Math.max(down ? -1 : 0, Math.min(size, end < 0 ? end + size : end));
            long count = Math.max(0, -Math.floorDiv(first - last, step));
            return new Cut(axis, size, down ? first + (count - 1) * step : first, count, Math.abs(step), down);
        }
    }

    static List<Value> apply(Step s) {
        Optional<List<Cut>> cuts = cuts(s);
        if (cuts.isEmpty() || cuts.get().stream().anyMatch(c -> c.count() == 0))
            return dx(Moved.back(s,
                    x -> s.graph().op("Slice", x, s.x(1), s.x(2), Moved.optional(s, 3), Moved.optional(s, 4))));
        Value gradient = s.dy();
        long[] flipped = cuts.get().stream().filter(Cut::flipped).mapToLong(Cut::axis).toArray();
        if (flipped.length > 0) gradient = gradient.flipped(flipped);
        long[] sizes = Moved.longs(s.outputShape(0));
        for (Cut c : cuts.get()) if (c.step() > 1) gradient = spread(gradient, c, sizes);
        return dx(placed(s, gradient, cuts.get()));
    }

    /** Returns what each axis keeps; empty when that depends on the batch or the data. */
    private static Optional<List<Cut>> cuts(Step s) {
        if (IntStream.range(1, 5).anyMatch(i -> s.has(i) && s.constant(i).isEmpty())) return Optional.empty();
        if (s.outputShape(0).stream().filter(d -> d < 0).count() > 1) return Optional.empty();
        long[] starts = s.integers(1);
        long[] ends = s.integers(2);
        int[] axes = Moved.axes(s.has(3) ? s.integers(3) : LongStream.range(0, starts.length).toArray(), s.rank(0));
        List<Cut> cuts = new ArrayList<>();
        for (int i = 0; i < axes.length; i++) {
            long size = s.shape(0).get(axes[i]);
            long step = s.has(4) ? s.integers(4)[i] : 1;
            if (size < 0 && !(starts[i] == 0 && ends[i] >= Integer.MAX_VALUE && step == 1)) return Optional.empty();
            if (size >= 0) cuts.add(Cut.of(axes[i], size, starts[i], ends[i], step));
        }
        return Optional.of(cuts);
    }

    /**
     * Puts step - 1 zeros behind each entry of an axis.
     *
     * @param sizes of the gradient's axes, kept up to date
     */
    private static Value spread(Value gradient, Cut c, long[] sizes) {
        int rank = sizes.length;
        long[] pads = new long[2 * rank + 2];
        pads[rank + 1 + c.axis() + 1] = c.step() - 1;
        sizes[c.axis()] = c.count() * c.step();
        return gradient.unsqueeze(c.axis() + 1).padded(pads).reshape(sizes);
    }

    /** Pads to the operand's shape; a step may have spread zeros beyond the end, which are cut. */
    private static Value placed(Step s, Value gradient, List<Cut> cuts) {
        int rank = s.rank(0);
        long[] pads = new long[2 * rank];
        for (Cut c : cuts) {
            pads[c.axis()] = c.from();
            pads[rank + c.axis()] = c.size() - c.from() - c.count() * c.step();
        }
        return LongStream.of(pads).allMatch(p -> p == 0) ? gradient : gradient.padded(pads);
    }
}
