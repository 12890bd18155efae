// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.perturb;

import io.github.explainj.problem.Problem;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How many cells a random grid has per spatial axis.
 *
 * <p>Text forms: {@code 8} cells along every axis; {@code 4,8,8} per axis (d, y, x); {@code 10um},
 * the size of a cell, of which there are then as many as cover the side.
 *
 * @param lengths one per spatial axis, or one for all
 */
public record Cells(List<Length> lengths) {

    public Cells {
        lengths = List.copyOf(lengths);
    }

    /** Makes so many cells along every axis. */
    public static Cells of(int cells) {
        return parse(String.valueOf(cells));
    }

    /**
     * Reads a text form.
     *
     * @throws Problem A03 when it is none
     */
    public static Cells parse(String text) {
        List<Length> lengths = Length.list(text);
        if (lengths.stream().anyMatch(l -> l.unit() == Length.Unit.SHARE))
            throw new Problem("A03", "\"" + text + "\" is no number of cells; expected one such as 8, or the "
                    + "size of a cell such as 10um.");
        return new Cells(lengths);
    }

    /** Returns the number of cells per spatial axis, from 1 to the side. */
    public int[] resolve(Grid grid) {
        int n = lengths.size();
        if (n != 1 && n != grid.rank())
            throw new Problem("A03", "cells=" + this + " has " + n + " numbers, and the model's input has "
                    + grid.rank() + " spatial axes " + grid.spatial() + "; expected 1 or " + grid.rank() + " numbers.");
        int[] cells = new int[grid.rank()];
        for (int a = 0; a < cells.length; a++) cells[a] = count(lengths.get(n == 1 ? 0 : a), grid, a);
        return cells;
    }

    private static int count(Length length, Grid grid, int a) {
        int side = grid.spatial().get(a);
        if (length.unit() == Length.Unit.PIXELS) return (int) Math.min(side, length.value());
        double pixel = length.calibrated(grid.micrometres().get(a), Extent.axis(grid, a));
        return (int) Math.max(1, Math.min(side, Math.ceil(side * pixel / length.value() - 1e-9)));
    }

    @Override
    public String toString() {
        return lengths.stream().map(Length::toString).collect(Collectors.joining(","));
    }
}
