// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.perturb;

import io.github.explainj.problem.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A size on the model's grid, in model pixels, micrometres or shares of a side.
 *
 * <p>Text forms: {@code 16} for every spatial axis; {@code 8,16,16} per spatial axis (d, y, x);
 * {@code 2,12,12} with the channel axis in front (one number more than there are spatial axes);
 * {@code 2um}, {@code 2um,3um}; {@code 1/14} of each side, rounded, at least 1; {@code half} of
 * another extent, rounded down, at least 1 (a stride that is half of its window).
 *
 * @param lengths one per axis, or one for all spatial axes; empty for {@code half}
 */
public record Extent(List<Length> lengths) {

    /** Half of another extent. */
    public static final Extent HALF = new Extent(List.of());

    public Extent {
        lengths = List.copyOf(lengths);
    }

    /** Makes an extent in model pixels: one number for every spatial axis, or one per axis. */
    public static Extent pixels(int... pixels) {
        return parse(Arrays.stream(pixels).mapToObj(String::valueOf).collect(Collectors.joining(",")));
    }

    /** Makes an extent that is a share of each spatial side: {@code share(14)} is 1/14. */
    public static Extent share(int denominator) {
        return parse("1/" + denominator);
    }

    /**
     * Reads a text form.
     *
     * @throws Problem A03 when it is none
     */
    public static Extent parse(String text) {
        if (text.strip().equalsIgnoreCase("half")) return HALF;
        return new Extent(Length.list(text));
    }

    /** Returns whether the channel axis has a number of its own on such a grid. */
    public boolean namesChannels(Grid grid) {
        return lengths.size() == grid.rank() + 1;
    }

    /**
     * Returns the size per axis of {@code [C, spatial...]}; all channels when none are named.
     *
     * @throws Problem A03 when the number of axes does not fit, when a pixel's size is needed and not
     *     known, or for {@code half}, which needs {@link #resolve(Grid, int[])}
     */
    public int[] resolve(Grid grid) {
        if (equals(HALF))
            throw new Problem("A03", "\"half\" is no size by itself; expected a number such as 16 or 1/14.");
        int[] size = new int[grid.rank() + 1];
        size[0] = namesChannels(grid) ? channelSize(grid) : grid.channels();
        for (int a = 0; a < grid.rank(); a++)
            size[a + 1] = length(grid, a).pixels(grid.spatial().get(a), grid.micrometres().get(a), axis(grid, a));
        return size;
    }

    /**
     * Returns the stride per axis of {@code [C, spatial...]} that goes with a window; an axis without
     * a number, and every axis of {@code half}, takes half of the window, at least 1.
     */
    public int[] resolve(Grid grid, int[] window) {
        int[] half = Arrays.stream(window).map(w -> Math.max(1, w / 2)).toArray();
        if (equals(HALF)) return half;
        int[] stride = resolve(grid);
        if (!namesChannels(grid)) stride[0] = half[0];
        return stride;
    }

    private int channelSize(Grid grid) {
        if (lengths.get(0).unit() == Length.Unit.MICROMETRES)
            throw new Problem("A03", "\"" + this + "\" gives channels in micrometres; the first of "
                    + lengths.size() + " numbers is a number of channels, from 1 to " + grid.channels() + ".");
        return lengths.get(0).pixels(grid.channels(), Double.NaN, "channels");
    }

    private Length length(Grid grid, int axis) {
        int n = lengths.size();
        if (n == grid.rank() + 1) return lengths.get(axis + 1);
        if (n == 1 || n == grid.rank()) return lengths.get(n == 1 ? 0 : axis);
        throw new Problem("A03", "\"" + this + "\" has " + n + " numbers, and the model's input has "
                + grid.rank() + " spatial axes " + grid.spatial() + "; expected 1, " + grid.rank() + ", or "
                + (grid.rank() + 1) + " numbers with the channels in front.");
    }

    static String axis(Grid grid, int a) {
        return List.of("x", "y", "z").get(Math.min(2, grid.rank() - 1 - a));
    }

    @Override
    public String toString() {
        return lengths.isEmpty() ? "half" : lengths.stream().map(Length::toString).collect(Collectors.joining(","));
    }
}
