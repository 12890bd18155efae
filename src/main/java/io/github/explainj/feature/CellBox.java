// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.explain.Align;
import io.github.explainj.explain.FeatureMap;
import io.github.explainj.explain.Placement;
import io.github.explainj.onnx.ReceptiveField;
import io.github.explainj.probe.Network;
import java.util.ArrayList;
import java.util.List;

/**
 * The part of the model's grid that one cell of a layer sees: its receptive field.
 *
 * @param at centre of the cell {@code (z,) y, x}; of a cell that stands for no place the image's centre
 * @param low first pixel that it sees, per axis; below 0 where it sees padding
 * @param high last pixel that it sees, included
 */
record CellBox(List<Double> at, List<Integer> low, List<Integer> high) {

    /** Bounds are sums of halves; this is far more than their rounding and far less than a pixel. */
    private static final double ROUNDING = 1e-6;

    CellBox {
        at = List.copyOf(at);
        low = List.copyOf(low);
        high = List.copyOf(high);
    }

    /**
     * Finds it. Along an axis that it sees all of, or more, it is the image.
     *
     * @param cell its number, the last axis fastest
     * @param pixels sizes of the model's grid {@code (D,) H, W}
     */
    static CellBox of(Network network, FeatureMap layer, int cell, List<Integer> pixels) {
        List<ReceptiveField.Axis> field = network.field().axes(layer.tensor());
        List<Double> at = centre(layer, cell, pixels);
        List<Integer> low = new ArrayList<>();
        List<Integer> high = new ArrayList<>();
        for (int a = 0; a < pixels.size(); a++) {
            ReceptiveField.Axis seen = field.get(network.spatial().get(a));
            boolean whole = layer.grid().isEmpty() || seen.isWhole() || seen.size() > pixels.get(a);
            double middle = whole ? 0 : seen.offset() + seen.stride() * index(layer.grid(), cell, a);
            low.add(whole ? 0 : (int) Math.floor(middle - (seen.size() - 1) / 2 + ROUNDING));
            high.add(whole ? pixels.get(a) - 1 : (int) Math.ceil(middle + (seen.size() - 1) / 2 - ROUNDING));
        }
        return new CellBox(at, low, high);
    }

    /** Returns where the centre of a cell lies on the model's grid {@code (z,) y, x}. */
    static List<Double> centre(FeatureMap layer, int cell, List<Integer> pixels) {
        if (layer.grid().isEmpty()) return pixels.stream().map(p -> (p - 1) / 2.0).toList();
        Placement place = Placement.of(layer, pixels, Align.CENTRES);
        List<Double> at = new ArrayList<>();
        for (int a = 0; a < pixels.size(); a++)
            at.add(place.offset().get(a) + place.stride().get(a) * index(layer.grid(), cell, a));
        return at;
    }

    private static int index(List<Integer> grid, int cell, int axis) {
        for (int a = grid.size() - 1; a > axis; a--) cell /= grid.get(a);
        return cell % grid.get(axis);
    }

    /** Returns its sizes {@code (d,) h, w}. */
    int[] sizes() {
        int[] sizes = new int[low.size()];
        for (int a = 0; a < sizes.length; a++) sizes[a] = high.get(a) - low.get(a) + 1;
        return sizes;
    }
}
