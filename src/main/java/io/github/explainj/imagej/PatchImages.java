// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.imagej;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.process.ColorProcessor;
import io.github.explainj.explain.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Turns findings of the kind patches into montages, tables and ROIs. */
public final class PatchImages {

    private PatchImages() {}

    /** Draws the patches as RGB, one row per group, with what is shown beside them; its overlay has a ROI per patch. */
    public static ImagePlus montage(String title, Finding.Patches patches) {
        return new ImagePlus(title, new ColorProcessor(1, 1));
    }

    /** Returns rectangles on the source images, one per patch. */
    public static List<Roi> rois(Finding.Patches patches) {
        return List.of();
    }

    /** Makes the table: group, rank, image, position, value. */
    public static Finding.Scores table(Finding.Patches patches) {
        List<List<Object>> rows = new ArrayList<>();
        String group = null;
        int rank = 0;
        for (Finding.Patch p : patches.patches()) {
            rank = p.group().equals(group) ? rank + 1 : 1;
            group = p.group();
            List<Double> at = p.at();
            rows.add(List.of(group, rank, p.origin().name(), p.origin().slice(), p.origin().frame(), at.isEmpty() ? Double.NaN : at.get(at.size() - 1),
                    at.size() < 2 ? Double.NaN : at.get(at.size() - 2), p.value(), p.origin().label()));
        }
        return new Finding.Scores(patches.target(), patches.name(),
                List.of("group", "rank", "image", "slice", "frame", "x", "y", patches.unit(), "label"), rows, new LinkedHashMap<>(patches.facts()));
    }
}
