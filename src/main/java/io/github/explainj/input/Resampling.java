// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes images and maps between the grids of a {@link Geometry}.
 *
 * <p>Where sizes change it interpolates linearly along each axis (bilinear, in 3D trilinear) with
 * half-pixel centres. When an image shrinks, the triangle is as wide as a model pixel, so that every
 * image pixel counts (antialiasing, as Pillow and torch's {@code antialias=True} do). At native pixel
 * size values are copied exactly. What a model's grid has beyond the image is the image mirrored at
 * its edge with the edge pixel repeated ("symmetric", as bioimageio.core pads): a constant border
 * would be an edge that no microscope sees.
 */
final class Resampling {

    private Resampling() {}

    static Tensor toModel(Geometry g, Tensor image) {
        List<AxisWeights> axes = new ArrayList<>();
        for (int a = 0; a < g.image().size(); a++) axes.add(AxisWeights.toModel(g, a));
        return along(image, axes);
    }

    /**
     * Interpolates a map linearly at every image pixel; NaN where the image pixel lies outside the
     * model's grid.
     */
    static Tensor toImage(Geometry g, Tensor map) {
        List<AxisWeights> axes = new ArrayList<>();
        for (int a = 0; a < g.image().size(); a++) axes.add(AxisWeights.toImage(g, a));
        return along(map, axes);
    }

    static Tensor labelsToModel(Geometry g, Tensor labels) {
        int[] positions = nearest(g);
        int per = Tensor.size(labels.spatial());
        int[] shape = labels.shape();
        for (int a = 0; a < g.model().size(); a++) shape[2 + a] = g.model().get(a);
        Tensor out = Tensor.zeros(shape);
        for (int i = 0; i < out.size(); i++) {
            int from = positions[i % positions.length];
            if (from >= 0) out.data()[i] = labels.data()[i / positions.length * per + from];
        }
        return out;
    }

    /** Returns per model pixel the index of the nearest image pixel, or -1 outside the image. */
    static int[] nearest(Geometry g) {
        int[] found = {0};
        for (int a = 0; a < g.model().size(); a++) {
            int[] wider = new int[found.length * g.model().get(a)];
            for (int i = 0; i < wider.length; i++) {
                int here = nearest(g, a, i % g.model().get(a));
                int before = found[i / g.model().get(a)];
                wider[i] = here < 0 || before < 0 ? -1 : before * g.image().get(a) + here;
            }
            found = wider;
        }
        return found;
    }

    private static int nearest(Geometry g, int axis, int i) {
        int p = (int) Math.floor(g.onImage(axis, i) + 0.5);
        return p < 0 || p >= g.image().get(axis) ? -1 : p;
    }

    private static Tensor along(Tensor t, List<AxisWeights> axes) {
        Tensor now = t;
        for (int a = 0; a < axes.size(); a++)
            if (!axes.get(a).isIdentity(now.size(2 + a))) now = along(now, 2 + a, axes.get(a));
        return now;
    }

    private static Tensor along(Tensor t, int axis, AxisWeights w) {
        int[] shape = t.shape();
        int from = shape[axis];
        int inner = 1;
        for (int a = axis + 1; a < shape.length; a++) inner *= shape[a];
        shape[axis] = w.size();
        Tensor out = Tensor.zeros(shape);
        int outer = from == 0 ? 0 : t.size() / from / inner;
        for (int o = 0; o < outer; o++)
            for (int i = 0; i < w.size(); i++)
                for (int k = 0; k < inner; k++)
                    out.data()[(o * w.size() + i) * inner + k] = w.sum(i, t.data(), o * from * inner + k, inner);
        return out;
    }
}
