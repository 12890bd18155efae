// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import io.github.explainj.tensor.Tensor;
import java.util.List;

/** Puts the maps of tiles together on the image. */
public final class Blend {

    private Blend() {}

    /**
     * Averages the maps where tiles overlap. A tile counts fully in its middle and less toward its
     * halo, within which it counts nothing: what it shows there depends on pixels that it does not
     * have. At the border of the image a tile has no halo.
     *
     * @param tiles where the maps lie
     * @param maps one per tile, {@code [1, C, model...]}
     * @param image sizes of the image {@code (D,) H, W}
     * @param halo in model pixels
     * @return {@code [1, C, image...]}, NaN where no tile lies
     */
    public static Tensor blend(List<Geometry> tiles, List<Tensor> maps, List<Integer> image, int halo) {
        int[] shape = new int[image.size() + 2];
        shape[0] = 1;
        shape[1] = maps.get(0).channels();
        for (int a = 0; a < image.size(); a++) shape[2 + a] = image.get(a);
        double[] sum = new double[Tensor.size(shape)];
        double[] weight = new double[sum.length / shape[1]];
        for (int t = 0; t < tiles.size(); t++) add(tiles.get(t), maps.get(t), halo, sum, weight);
        float[] out = new float[sum.length];
        for (int i = 0; i < out.length; i++) out[i] = (float) (sum[i] / weight[i % weight.length]);
        return new Tensor(out, shape);
    }

    private static void add(Geometry tile, Tensor map, int halo, double[] sum, double[] weight) {
        float[] values = tile.toImage(map).data();
        double[] w = weights(tile, halo);
        for (int i = 0; i < w.length; i++) {
            if (w[i] <= 0) continue;
            weight[i] += w[i];
            for (int at = i; at < sum.length; at += w.length) sum[at] += w[i] * values[at];
        }
    }

    /** Returns the tile's weight per image pixel: the product of its weights along the axes. */
    private static double[] weights(Geometry g, int halo) {
        double[] now = {1};
        for (int a = 0; a < g.image().size(); a++) {
            int n = g.image().get(a);
            double[] wider = new double[now.length * n];
            for (int i = 0; i < wider.length; i++) wider[i] = now[i / n] == 0 ? 0 : now[i / n] * weight(g, a, i % n, halo);
            now = wider;
        }
        return now;
    }

    private static double weight(Geometry g, int axis, int pixel, int halo) {
        double at = g.onModel(axis, pixel) + 0.5;
        int n = g.model().get(axis);
        if (at < 0 || at > n) return 0;
        boolean first = g.offset().get(axis) <= 0;
        boolean last = g.offset().get(axis) + n / g.scale().get(axis) >= g.image().get(axis) - 1e-6;
        double low = first ? Double.POSITIVE_INFINITY : at - halo;
        double high = last ? Double.POSITIVE_INFINITY : n - halo - at;
        double ramp = Math.max(1, halo);
        return Math.max(0, Math.min(1, Math.min(low, high) / ramp));
    }
}
