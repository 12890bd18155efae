// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.perturb;

import io.github.explainj.problem.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A window that slides over the axes of {@code [C, spatial...]} and hides what is inside.
 *
 * <p>captum's rule (Occlusion, captum 0.8): along an axis of length L the window of size w stands at
 * 0, s, 2s, ... up to the ceil((L - w) / s)-th, which is cut at the border; so every element is
 * covered, as s &lt;= w. The last axis is the fastest.
 *
 * @param shape {@code [C, spatial...]}
 * @param window size per axis
 * @param stride step per axis
 */
public record SlidingWindow(List<Integer> shape, List<Integer> window, List<Integer> stride) implements Boxes {

    /** Beyond this nobody waits: at 1 ms a run it is 28 hours. */
    private static final long MOST = 100_000_000L;

    public SlidingWindow {
        shape = List.copyOf(shape);
        window = List.copyOf(window);
        stride = List.copyOf(stride);
        for (int a = 0; a < shape.size(); a++) check(a, shape, window, stride);
    }

    /**
     * Fits a window to a grid.
     *
     * @throws Problem A03 when the window is larger than the image or the stride larger than the
     *     window, A06 when there are too many positions
     */
    public static SlidingWindow of(Grid grid, int[] window, int[] stride) {
        SlidingWindow sliding = new SlidingWindow(boxed(grid.shape()), boxed(window), boxed(stride));
        long count = 1;
        for (int a = 0; a < sliding.shape.size(); a++) count *= sliding.positions(a);
        if (count > MOST)
            throw new Problem("A06", "A window of " + sliding.window + " with a stride of " + sliding.stride + " has "
                    + count + " positions on an input of " + sliding.shape + ", at most " + MOST
                    + " are possible (28 hours at 1 ms each). Take a larger stride.");
        return sliding;
    }

    private static void check(int a, List<Integer> shape, List<Integer> window, List<Integer> stride) {
        String where = " along " + (a == 0 ? "the channels" : "spatial axis " + a);
        if (window.get(a) < 1 || window.get(a) > shape.get(a))
            throw new Problem("A03", "The window of " + window + " (channels, then space) does not fit the input of "
                    + shape + where + ": expected a window from 1 to " + shape.get(a) + ", got " + window.get(a)
                    + ". Give a smaller window.");
        if (stride.get(a) < 1 || stride.get(a) > window.get(a))
            throw new Problem("A03", "A stride of " + stride.get(a) + where + " is not possible with a window of "
                    + window.get(a) + " on an input of " + shape + ": expected a stride from 1 to the window's size, "
                    + "or pixels would be left out.");
    }

    private static List<Integer> boxed(int[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    private int positions(int axis) {
        return (shape.get(axis) - window.get(axis) + stride.get(axis) - 1) / stride.get(axis) + 1;
    }

    @Override
    public int count() {
        return IntStream.range(0, shape.size()).map(this::positions).reduce(1, Math::multiplyExact);
    }

    @Override
    public Box box(int i) {
        Integer[] from = new Integer[shape.size()];
        Integer[] to = new Integer[shape.size()];
        for (int a = from.length - 1, rest = i; a >= 0; a--) {
            from[a] = rest % positions(a) * stride.get(a);
            to[a] = Math.min(from[a] + window.get(a), shape.get(a));
            rest /= positions(a);
        }
        return new Box(List.of(from), List.of(to));
    }
}
