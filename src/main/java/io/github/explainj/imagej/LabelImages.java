// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.imagej;

import io.github.explainj.input.ImageData;
import io.github.explainj.input.ImageRegions;
import io.github.explainj.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads label images: each value above 0 is one region, 0 is background. A mask (0 and 255) has the
 * one region {@code label 255}.
 */
public final class LabelImages {

    private static final int MOST_LABELS = 20_000;

    private LabelImages() {}

    /**
     * Reads the regions of a label image.
     *
     * @param size {@code (D,) H, W} that the labels must have
     * @throws Problem I05 for another size or several channels, I10 for values that are no labels
     */
    public static ImageRegions regions(ImageData labels, List<Integer> size) {
        List<Integer> own = new ArrayList<>();
        for (int s : labels.pixels().spatial()) own.add(s);
        if (!own.equals(size) || labels.pixels().channels() != 1)
            throw new Problem("I05", "The label image " + labels.title() + " is " + text(own) + " with "
                    + labels.pixels().channels() + " channel(s), but the image that it labels is " + text(size)
                    + "; give a label image of one channel and the same size.");
        return regions(labels.title(), labels.pixels().data());
    }

    private static ImageRegions regions(String title, float[] values) {
        SortedMap<Integer, List<Integer>> pixels = new TreeMap<>();
        for (int i = 0; i < values.length; i++) {
            int label = label(title, values[i]);
            if (label != 0) pixels.computeIfAbsent(label, l -> new ArrayList<>()).add(i);
            if (pixels.size() > MOST_LABELS) throw noLabels(title, "more than " + MOST_LABELS + " different values");
        }
        if (pixels.isEmpty()) throw noLabels(title, "only zeros");
        List<String> names = pixels.keySet().stream().map(l -> "label " + l).toList();
        return new ImageRegions(names,
                pixels.values().stream().map(p -> p.stream().mapToInt(i -> i).toArray()).toList());
    }

    private static int label(String title, float value) {
        if (value >= 0 && value == Math.rint(value) && value <= 1 << 24) return (int) value;
        throw noLabels(title, "the value " + value);
    }

    private static Problem noLabels(String title, String found) {
        return new Problem("I10", title + " is no label image: it has " + found
                + "; labels are whole numbers from 0 (background), one per region. Make one with Analyze"
                + " Particles... (Count Masks) or save a ROI zip.");
    }

    private static String text(List<Integer> size) {
        List<String> parts = new ArrayList<>();
        for (int i = size.size() - 1; i >= 0; i--) parts.add(String.valueOf(size.get(i)));
        return String.join(" x ", parts) + " pixels";
    }
}
