// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.imagej;

import ij.gui.Roi;
import ij.plugin.filter.ThresholdToSelection;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import io.github.explainj.explain.Finding;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Turns masks into ROIs. */
public final class MaskRois {

    private MaskRois() {}

    /** Outlines a map that is a mask, by its title; empty when it is none. */
    public static List<Roi> of(HeatMap map) {
        if (!map.unit().equals(Finding.MASK)) return List.of();
        List<Roi> rois = of(map.map());
        rois.forEach(roi -> roi.setName(map.title()));
        return rois;
    }

    /**
     * Outlines what is inside a mask: one ROI per plane that has something inside, composite where it has
     * several parts or holes. Those of a volume carry their slice as position.
     *
     * @param mask {@code [1, 1, (D,) H, W]}, inside where above 0.5
     */
    public static List<Roi> of(Tensor mask) {
        int height = mask.size(-2);
        int width = mask.size(-1);
        int area = height * width;
        List<Roi> rois = new ArrayList<>();
        for (int z = 0; z < mask.size() / area; z++) {
            ByteProcessor plane = new ByteProcessor(width, height);
            boolean any = false;
            for (int i = 0; i < area; i++)
                if (mask.data()[z * area + i] > 0.5) {
                    plane.set(i, 255);
                    any = true;
                }
            if (!any) continue;
            plane.setThreshold(128, 255, ImageProcessor.NO_LUT_UPDATE);
            Roi roi = new ThresholdToSelection().convert(plane);
            if (mask.rank() == 5) roi.setPosition(0, z + 1, 0);
            rois.add(roi);
        }
        return rois;
    }
}
