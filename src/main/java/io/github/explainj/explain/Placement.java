// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Enlarges a map of a layer's cells to the input's grid: linear between the centres of neighbouring
 * cells, constant beyond the outermost ones; any number of spatial axes.
 *
 * <p>Cell i lies at {@code offset + stride * i}, where the centre of pixel 0 is 0. With
 * {@link Align#CORNERS_FALSE} stride = L / n and offset = (L / n - 1) / 2 for n cells on L pixels, which
 * is PyTorch's {@code interpolate(mode="linear", align_corners=False)}. In a ResNet cells lie at 32 i;
 * spread evenly they would be drawn 15.5 pixels away.
 *
 * @param cells per axis
 * @param pixels per axis
 * @param stride pixels from cell to cell, per axis
 * @param offset pixel on which cell 0 lies, per axis
 */
public record Placement(List<Integer> cells, List<Integer> pixels, List<Double> stride, List<Double> offset) {

    public Placement {
        cells = List.copyOf(cells);
        pixels = List.copyOf(pixels);
        stride = List.copyOf(stride);
        offset = List.copyOf(offset);
    }

    /**
     * Places a layer.
     *
     * @param pixels sizes of the input {@code (D,) H, W}
     */
    public static Placement of(FeatureMap layer, List<Integer> pixels, Align align) {
        List<Double> stride = new ArrayList<>();
        List<Double> offset = new ArrayList<>();
        boolean centres = align == Align.CENTRES && isKnown(layer);
        for (int a = 0; a < pixels.size(); a++) {
            double even = pixels.get(a) / (double) layer.grid().get(a);
            stride.add(centres ? layer.field().get(a).stride() : even);
            offset.add(centres ? layer.field().get(a).offset() : (even - 1) / 2);
        }
        return new Placement(layer.grid(), pixels, stride, offset);
    }

    /** Returns whether it is known where a layer's cells lie. */
    public static boolean isKnown(FeatureMap layer) {
        return !layer.field().isEmpty()
                && layer.field().stream().allMatch(f -> f.stride() > 0 && Double.isFinite(f.offset()));
    }

    /** Enlarges {@code [1, 1, cells...]} to {@code [1, 1, pixels...]}. */
    public Tensor enlarge(Tensor map) {
        int[] shape = map.shape();
        for (int a = 0; a < pixels.size(); a++) shape[a + 2] = pixels.get(a);
        return new Tensor(enlarge(map.data()), shape);
    }

    /** Enlarges values of all cells, the last axis fastest. */
    public float[] enlarge(float[] values) {
        int before = 1;
        int after = values.length;
        for (int a = 0; a < cells.size(); a++) {
            after /= cells.get(a);
            values = axis(a, values, before, after);
            before *= pixels.get(a);
        }
        return values;
    }

    private float[] axis(int a, float[] values, int before, int after) {
        int n = cells.get(a);
        int length = pixels.get(a);
        float[] out = new float[before * length * after];
        for (int i = 0; i < length; i++) {
            double at = Math.max(0, Math.min(n - 1, (i - offset.get(a)) / stride.get(a)));
            int low = Math.min((int) at, Math.max(0, n - 2));
            int high = Math.min(low + 1, n - 1);
            for (int b = 0; b < before; b++)
                for (int c = 0; c < after; c++) {
                    double from = values[(b * n + low) * after + c];
                    double to = values[(b * n + high) * after + c];
                    out[(b * length + i) * after + c] = (float) (from + (at - low) * (to - from));
                }
        }
        return out;
    }
}
