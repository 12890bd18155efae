// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.imagej;

import ij.gui.Roi;
import ij.plugin.filter.ThresholdToSelection;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import io.github.explainj.feature.MapBox;
import io.github.explainj.feature.MapBoxes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes ROIs of the parts of a map: the box around a part, or its outline, holes left out. In a volume there
 * is one ROI per slice of the part's extent: the same box on each, or the outline of what lies on the slice.
 */
public final class BoxRois {

    private BoxRois() {}

    /** Returns the ROIs, those of one part together; named {@code box 1}, {@code box 2}, ... */
    public static List<Roi> of(List<MapBox> boxes, MapBoxes.Shape shape) {
        List<Roi> rois = new ArrayList<>();
        int number = 0;
        for (MapBox box : boxes) {
            boolean volume = box.size().size() == 3;
            number++;
            for (int z = volume ? box.low().get(0) : 0; z <= (volume ? box.high().get(0) : 0); z++) {
                Roi roi = shape == MapBoxes.Shape.BOX ? rectangle(box) : outline(box, z);
                roi.setName("box " + number + (volume ? " z" + (z + 1) : ""));
                if (volume) roi.setPosition(z + 1);
                rois.add(roi);
            }
        }
        return rois;
    }

    /** Writes the ROIs as a zip that the ROI Manager opens. */
    public static void write(Path file, List<MapBox> boxes, MapBoxes.Shape shape) {
        RoiFiles.write(file, of(boxes, shape));
    }

    private static Roi rectangle(MapBox box) {
        int x = box.size().size() - 1;
        return new Roi((int) box.low().get(x), (int) box.low().get(x - 1), box.length(x), box.length(x - 1));
    }

    private static Roi outline(MapBox box, int z) {
        int rank = box.size().size();
        int width = box.size().get(rank - 1);
        int height = box.size().get(rank - 2);
        ByteProcessor mask = new ByteProcessor(width, height);
        for (int p : box.positions()) if (p / (width * height) == z) mask.set(p % (width * height), 255);
        mask.setThreshold(255, 255, ImageProcessor.NO_LUT_UPDATE);
        return new ThresholdToSelection().convert(mask);
    }
}
