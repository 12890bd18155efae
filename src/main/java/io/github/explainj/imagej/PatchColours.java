// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.imagej;

import io.github.explainj.explain.Finding;
import io.github.explainj.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * Colours the patches of one group, with one contrast for all of them. One channel is grey. Three channels
 * of whole numbers from 0 to 255 are an RGB image, shown as it is. Other channels, at most seven, are added
 * up in the colours of ImageJ's composites, each from its own smallest value to its 99.8th percentile.
 * Of a volume the middle slice is shown. NaN, where there is no image, is slate.
 */
final class PatchColours {

    static final int NO_IMAGE = 0x5a6478;

    /** Red, green, blue, grey, cyan, magenta, yellow: ImageJ's order. */
    private static final int[] COMPOSITE =
            {0xff0000, 0x00ff00, 0x0000ff, 0xffffff, 0x00ffff, 0xff00ff, 0xffff00};

    private final boolean rgb;
    private final List<DisplayRange> ranges = new ArrayList<>();
    private final DisplayRange beside;

    PatchColours(List<Finding.Patch> group) {
        this(group.stream().map(Finding.Patch::pixels).toList(), group);
    }

    /** Colours pictures beside which nothing is shown. */
    static PatchColours ofPixels(List<Tensor> pixels) {
        return new PatchColours(pixels, List.of());
    }

    private PatchColours(List<Tensor> pixels, List<Finding.Patch> group) {
        rgb = pixels.stream().allMatch(PatchColours::isRgb);
        int channels = Math.min(COMPOSITE.length, pixels.stream().mapToInt(Tensor::channels).max().orElse(1));
        for (int c = 0; c < channels; c++) ranges.add(rgb ? new DisplayRange(0, 255) : range(pixels, c));
        beside = DisplayRange.of(joined(group.stream().flatMap(p -> p.beside().stream())
                .map(t -> strongest(t)).toList()), true);
    }

    private static boolean isRgb(Tensor t) {
        if (t.channels() != 3) return false;
        for (float v : t.data()) if (v < 0 || v > 255 || v != Math.rint(v) && !Float.isNaN(v)) return false;
        return true;
    }

    private static DisplayRange range(List<Tensor> pixels, int channel) {
        return DisplayRange.of(joined(pixels.stream().filter(t -> channel < t.channels())
                .map(t -> plane(t, channel)).toList()), false);
    }

    private static Tensor joined(List<float[]> planes) {
        float[] all = new float[planes.stream().mapToInt(p -> p.length).sum()];
        int at = 0;
        for (float[] p : planes) {
            System.arraycopy(p, 0, all, at, p.length);
            at += p.length;
        }
        return new Tensor(all, all.length);
    }

    /** Returns a channel of {@code [1, C, (d,) h, w]}, of a volume its middle slice. */
    private static float[] plane(Tensor t, int channel) {
        return Planes.plane(t, 0, channel, Planes.depth(t) / 2);
    }

    /** Returns per pixel the value that is farthest from 0 among the channels, with its sign. */
    private static float[] strongest(Tensor t) {
        float[] found = plane(t, 0);
        for (int c = 1; c < t.channels(); c++) {
            float[] next = plane(t, c);
            for (int i = 0; i < found.length; i++)
                if (Math.abs(next[i]) > Math.abs(found[i])) found[i] = next[i];
        }
        return found;
    }

    /** Draws raw intensities. */
    BufferedImage pixels(Tensor t) {
        BufferedImage image = new BufferedImage(t.size(-1), t.size(-2), BufferedImage.TYPE_INT_RGB);
        int channels = Math.min(ranges.size(), t.channels());
        float[][] planes = new float[channels][];
        for (int c = 0; c < channels; c++) planes[c] = plane(t, c);
        for (int i = 0; i < planes[0].length; i++)
            image.setRGB(i % t.size(-1), i / t.size(-1), colour(planes, i));
        return image;
    }

    private int colour(float[][] planes, int i) {
        int[] sum = new int[3];
        for (int c = 0; c < planes.length; c++) {
            if (Float.isNaN(planes[c][i])) return NO_IMAGE;
            int colour = planes.length == 1 ? 0xffffff : COMPOSITE[c];
            int level = ranges.get(c).level(planes[c][i]);
            for (int k = 0; k < 3; k++) sum[k] += level * (colour >> 16 - 8 * k & 0xff) / 255;
        }
        return Math.min(255, sum[0]) << 16 | Math.min(255, sum[1]) << 8 | Math.min(255, sum[2]);
    }

    /** Draws a projection: blue below 0, near-white at 0, orange above; of its channels the strongest. */
    BufferedImage beside(Tensor t) {
        BufferedImage image = new BufferedImage(t.size(-1), t.size(-2), BufferedImage.TYPE_INT_RGB);
        float[] values = strongest(t);
        for (int i = 0; i < values.length; i++)
            image.setRGB(i % t.size(-1), i / t.size(-1), Float.isNaN(values[i]) ? NO_IMAGE
                    : Luts.DIVERGING.rgb(beside.level(values[i])));
        return image;
    }
}
