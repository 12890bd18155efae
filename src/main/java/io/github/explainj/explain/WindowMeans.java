// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import io.github.explainj.perturb.Box;
import io.github.explainj.perturb.Boxes;
import io.github.explainj.perturb.Grid;
import io.github.explainj.tensor.Tensor;

/** Averages one number per window over the windows that cover each element. */
final class WindowMeans {

    private final Boxes windows;
    private final int[] shape;
    private final int[] covered;

    private WindowMeans(Boxes windows, int[] shape) {
        this.windows = windows;
        this.shape = shape;
        this.covered = new int[Tensor.size(shape)];
    }

    /**
     * @param done how many of the windows have been measured, from the first
     * @param grid the map has its shape, but one channel where every window hides all channels
     */
    static WindowMeans of(Boxes windows, int done, Grid grid) {
        int[] shape = grid.shape();
        Box first = windows.box(0);
        if (first.to().get(0) - first.from().get(0) == shape[0]) shape[0] = 1;
        WindowMeans means = new WindowMeans(windows, shape);
        for (int k = 0; k < done; k++) means.rows(windows.box(k), (from, to) -> {
            for (int i = from; i < to; i++) means.covered[i]++;
        });
        return means;
    }

    /** Returns {@code [1, C, spatial...]}; NaN where no window has been measured. */
    Tensor map(double[] values) {
        double[] sum = new double[covered.length];
        for (int k = 0; k < values.length; k++) {
            double value = values[k];
            rows(windows.box(k), (from, to) -> {
                for (int i = from; i < to; i++) sum[i] += value;
            });
        }
        int[] mapShape = new int[shape.length + 1];
        mapShape[0] = 1;
        System.arraycopy(shape, 0, mapShape, 1, shape.length);
        Tensor map = Tensor.zeros(mapShape);
        for (int i = 0; i < sum.length; i++) map.data()[i] = (float) (sum[i] / covered[i]);
        return map;
    }

    private void rows(Box box, BoxRows.Row row) {
        BoxRows.each(box, shape, row);
    }
}
