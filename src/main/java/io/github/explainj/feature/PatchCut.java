// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.explain.Finding;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Cuts what one cell sees out of an image: raw intensities, NaN where there is no image. */
final class PatchCut {

    /** A field that is larger is shown smaller: no window has room for more, and there may be hundreds. */
    static final int MOST_PIXELS = 1 << 17;

    private final Item item;
    private final CellBox box;

    PatchCut(Item item, CellBox box) {
        this.item = item;
        this.box = box;
    }

    /** Makes the patch of a winner. */
    Finding.Patch patch(String group, Winner w, Optional<Tensor> beside) {
        return new Finding.Patch(group, w.origin(), item.onImage(box.at()), corner(box.low(), -0.5),
                corner(box.high(), 0.5),
                w.value(), cut(item.sample().scene().raw()), beside.map(this::cut));
    }

    /** Returns the outermost image pixel that a model pixel covers on one side. */
    private List<Double> corner(List<Integer> pixel, double side) {
        List<Double> edge = item.onImage(pixel.stream().map(p -> p + side).toList());
        return edge.stream().map(e -> e - side).toList();
    }

    /** Cuts the box out of {@code [1, C, spatial...]} and, where it is large, takes means over blocks. */
    Tensor cut(Tensor t) {
        int[] shape = new int[t.rank()];
        shape[0] = 1;
        shape[1] = t.channels();
        System.arraycopy(box.sizes(), 0, shape, 2, shape.length - 2);
        Tensor cut = Tensor.full(Float.NaN, shape);
        int[] sources = sources(t.spatial());
        int all = t.size() / t.channels();
        for (int c = 0; c < t.channels(); c++)
            for (int i = 0; i < sources.length; i++)
                if (sources[i] >= 0) cut.data()[c * sources.length + i] = t.data()[c * all + sources[i]];
        int block = 1;
        while (blocks(shape, block) > MOST_PIXELS) block++;
        return block == 1 ? cut : means(cut, block);
    }

    /** Returns for each pixel of the box which pixel of the grid it is; -1 where there is no image. */
    private int[] sources(int[] grid) {
        int[] found = {0};
        for (int a = 0; a < grid.length; a++) {
            int length = box.sizes()[a];
            boolean[] inside = new boolean[length];
            for (int i = 0; i < length; i++) {
                int at = box.low().get(a) + i;
                inside[i] = at >= 0 && at < grid[a] && isOnImage(a, at);
            }
            int[] finer = new int[found.length * length];
            for (int i = 0; i < finer.length; i++) {
                boolean outside = found[i / length] < 0 || !inside[i % length];
                finer[i] = outside ? -1 : found[i / length] * grid[a] + box.low().get(a) + i % length;
            }
            found = finer;
        }
        return found;
    }

    private boolean isOnImage(int axis, int pixel) {
        int[] image = item.sample().scene().whole().spatial();
        List<Double> at = new ArrayList<>(java.util.Collections.nCopies(image.length, 0.0));
        at.set(axis, (double) pixel);
        double on = item.onImage(at).get(axis);
        return on > -0.5 && on < image[axis] - 0.5;
    }

    private static int blocks(int[] shape, int block) {
        int n = 1;
        for (int a = 2; a < shape.length; a++) n *= (shape[a] + block - 1) / block;
        return n;
    }

    /** Takes means over blocks of {@code [1, C, spatial...]}, NaN left out. */
    private static Tensor means(Tensor t, int block) {
        int[] shape = t.shape();
        for (int a = 2; a < shape.length; a++) shape[a] = (shape[a] + block - 1) / block;
        Tensor means = Tensor.zeros(shape);
        int[] counts = new int[means.size()];
        for (int i = 0; i < t.size(); i++) {
            if (Float.isNaN(t.data()[i])) continue;
            int to = block(t.shape(), shape, i, block);
            means.data()[to] += (t.data()[i] - means.data()[to]) / ++counts[to];
        }
        for (int i = 0; i < counts.length; i++) if (counts[i] == 0) means.data()[i] = Float.NaN;
        return means;
    }

    private static int block(int[] from, int[] to, int element, int block) {
        int found = 0;
        int step = 1;
        for (int a = from.length - 1; a > 0; element /= from[a--]) {
            found += step * (element % from[a] / (a > 1 ? block : 1));
            step *= to[a];
        }
        return found;
    }
}
