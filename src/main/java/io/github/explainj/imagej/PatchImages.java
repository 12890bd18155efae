// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.imagej;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import io.github.explainj.explain.Finding;
import io.github.explainj.explain.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Turns findings of the kind patches into montages, tables and ROIs. */
public final class PatchImages {

    private PatchImages() {}

    /**
     * Draws the patches as RGB: a block of rows per group, best first, and under each patch what is shown
     * beside it, its value and its image. The overlay has a rectangle per patch, in their order.
     */
    public static ImagePlus montage(String title, Finding.Patches patches) {
        Overlay places = new Overlay();
        ImagePlus montage = new ImagePlus(title, PatchMontage.of(patches, places));
        montage.setOverlay(places);
        montage.setProperty("Info", HeatMaps.text(patches.facts()));
        return montage;
    }

    /**
     * Returns rectangles on the source images, one per patch, in their order, named by image, group and rank:
     * {@code cells/a.tif_channel17_1}. Those on a stack carry its slice or frame; those of volumes lie on the
     * slice of the position that the patch is about.
     */
    public static List<Roi> rois(Finding.Patches patches) {
        List<Roi> rois = new ArrayList<>();
        for (int i = 0; i < patches.patches().size(); i++) {
            Finding.Patch p = patches.patches().get(i);
            if (p.low().size() < 2) continue;
            Roi roi = rectangle(p.low(), p.high());
            roi.setName(p.origin().name() + "_" + p.group().replace(" ", "") + "_" + rank(patches, i));
            place(roi, p.origin(), slice(p), p.pixels().channels());
            rois.add(roi);
        }
        return rois;
    }

    /**
     * Makes a rectangle between two corners.
     *
     * @param low first pixel {@code (z,) y, x}
     * @param high last pixel, included
     */
    public static Roi rectangle(List<Double> low, List<Double> high) {
        int x = low.size() - 1;
        int left = (int) Math.round(low.get(x));
        int top = (int) Math.round(low.get(x - 1));
        return new Roi(left, top, (int) Math.round(high.get(x)) - left + 1,
                (int) Math.round(high.get(x - 1)) - top + 1);
    }

    /** Returns on which slice of its image a patch lies, from 1. */
    private static int slice(Finding.Patch p) {
        return p.at().size() == 3 ? (int) Math.round(p.at().get(0)) + 1 : p.origin().slice();
    }

    /** Stacks of one channel count their planes; hyperstacks have slices and frames. */
    private static void place(Roi roi, Origin origin, int slice, int channels) {
        if (slice == 1 && origin.frame() == 1) return;
        boolean hyperstack = channels > 1 || slice > 1 && origin.frame() > 1;
        if (hyperstack) roi.setPosition(0, slice, origin.frame());
        else roi.setPosition(Math.max(slice, origin.frame()));
    }

    /** Returns the image and the rank of a patch: {@code cells/a.tif 1}. */
    static String name(Finding.Patches patches, int i) {
        return patches.patches().get(i).origin().name() + " " + rank(patches, i);
    }

    /** Returns the rank of a patch within its group, from 1. */
    private static int rank(Finding.Patches patches, int i) {
        String group = patches.patches().get(i).group();
        int rank = 1;
        while (i - rank >= 0 && patches.patches().get(i - rank).group().equals(group)) rank++;
        return rank;
    }

    /**
     * Makes the table, a row per patch: group, rank, image, position of its centre in image pixels, value.
     */
    public static Finding.Scores table(Finding.Patches patches) {
        boolean volumes = patches.patches().stream().anyMatch(p -> p.at().size() == 3);
        List<String> columns = new ArrayList<>(List.of("group", "rank", "image", "slice", "frame", "x", "y"));
        if (volumes) columns.add("z");
        columns.addAll(List.of(patches.unit(), "label"));
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < patches.patches().size(); i++) {
            Finding.Patch p = patches.patches().get(i);
            List<Object> row = new ArrayList<>(List.of(p.group(), rank(patches, i), p.origin().name(),
                    p.origin().slice(), p.origin().frame()));
            for (int a = 1; a <= (volumes ? 3 : 2); a++)
                row.add(p.at().size() < a ? Double.NaN : p.at().get(p.at().size() - a));
            row.addAll(List.of(p.value(), p.origin().label()));
            rows.add(row);
        }
        return new Finding.Scores(patches.target(), patches.name(), columns, rows,
                new LinkedHashMap<>(patches.facts()));
    }
}
