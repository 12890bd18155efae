// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.perturb;

/**
 * One axis of a grid of cells, enlarged linearly to one cell more than there are and cut to a length
 * at some shift: pixel centres lie at half-integers and the grid is mirrored about its outermost
 * cell centres (skimage.transform.resize with order 1 and mode "reflect", which RISE uses).
 *
 * @param cells number of cells
 * @param length pixels that are cut out
 */
record Enlargement(int cells, int length) {

    /** Returns the number of pixels of a cell, which is also the number of shifts. */
    int cell() {
        return (length + cells - 1) / cells;
    }

    /** Enlarges the middle axis of {@code [before, cells, after]} to {@code [before, length, after]}. */
    void apply(float[] grid, float[] into, int shift, int before, int after) {
        Cut cut = cut(shift);
        int next = cells > 1 ? after : 0;
        for (int b = 0; b < before; b++)
            for (int run = 0; run < cut.runs; run++) {
                int from = (b * cells + cut.low[cut.starts[run]]) * after;
                for (int k = 0; k < after; k++) {
                    float low = grid[from + k];
                    float step = grid[from + k + next] - low;
                    int to = b * length * after + k;
                    // along a run the cells are the same, so the innermost loop has no look-up
                    for (int p = cut.starts[run]; p < cut.starts[run + 1]; p++)
                        into[to + p * after] = low + cut.share[p] * step;
                }
            }
    }

    /** Enlarges the last axis of {@code [lines, cells]} and adds it to {@code [lines, length]}. */
    void add(double[] grid, double[] sum, int shift) {
        Cut cut = cut(shift);
        int next = cells > 1 ? 1 : 0;
        for (int line = 0; line < sum.length / length; line++)
            for (int run = 0; run < cut.runs; run++) {
                int from = line * cells + cut.low[cut.starts[run]];
                double low = grid[from];
                double step = grid[from + next] - low;
                for (int p = cut.starts[run]; p < cut.starts[run + 1]; p++)
                    sum[line * length + p] += low + cut.share[p] * step;
            }
    }

    /**
     * Where the pixels of a cut lie between the cells.
     *
     * @param low the cell before each pixel
     * @param share how far from it to the next, 0 to 1
     * @param starts where runs of pixels with the same cell begin; {@code starts[runs]} is the length
     */
    private record Cut(int[] low, float[] share, int[] starts, int runs) {}

    private Cut cut(int shift) {
        int[] low = new int[length];
        float[] share = new float[length];
        int[] starts = new int[length + 1];
        int runs = 0;
        for (int p = 0; p < length; p++) {
            double at = position(p + shift);
            low[p] = low(at);
            share[p] = (float) (at - low[p]);
            if (p == 0 || low[p] != low[p - 1]) starts[runs++] = p;
        }
        starts[runs] = length;
        return new Cut(low, share, starts, runs);
    }

    private double position(int pixel) {
        double at = Math.abs((pixel + 0.5) * cells / ((cells + 1.0) * cell()) - 0.5);
        return cells == 1 ? 0 : at > cells - 1 ? 2 * (cells - 1) - at : at;
    }

    private int low(double at) {
        return Math.min((int) at, Math.max(0, cells - 2));
    }
}
