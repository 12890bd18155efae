// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.imagej;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.gui.Roi;
import io.github.explainj.feature.MapBoxes;
import io.github.explainj.feature.MapBoxes.Components;
import io.github.explainj.feature.MapBoxes.Shape;
import io.github.explainj.feature.MapBoxes.Sign;
import io.github.explainj.tensor.Tensor;
import java.awt.Rectangle;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoxRoisTest {

    /** A ring with a hole, and a pixel that touches it at a corner. */
    private static final Tensor RING = new Tensor(new float[] {
        0, 0, 0, 0, 0, 0,
        0, 1, 1, 1, 0, 0,
        0, 1, 0, 1, 0, 0,
        0, 1, 1, 1, 0, 0,
        0, 0, 0, 0, 1, 0}, 1, 1, 5, 6);

    private static List<Roi> rois(Tensor map, Shape shape) {
        return BoxRois.of(new MapBoxes(0.2, Sign.POSITIVE, Components.LARGEST, Shape.BOX).of("m", map), shape);
    }

    @Test
    void theBoxIsARectangle() {
        Roi roi = rois(RING, Shape.BOX).get(0);
        assertEquals(new Rectangle(1, 1, 4, 4), roi.getBounds());
        assertEquals(Roi.RECTANGLE, roi.getType());
        assertEquals("box 1", roi.getName());
    }

    @Test
    void theOutlineHoldsThePixelsOfThePartAndNoOthers() {
        Roi roi = rois(RING, Shape.OUTLINE).get(0);
        for (int p = 0; p < RING.size(); p++)
            assertEquals(RING.data()[p] > 0, roi.containsPoint(p % 6 + 0.5, p / 6 + 0.5), "at " + p % 6 + ", " + p / 6);
    }

    @Test
    void aVolumeHasOneRoiPerSliceOfItsExtent(@TempDir Path folder) {
        Tensor map = Tensor.zeros(1, 1, 4, 3, 5);
        for (int p : new int[] {15 + 1, 15 + 2, 30 + 7}) map.data()[p] = 1;
        List<Roi> boxes = rois(map, Shape.BOX);
        assertEquals(List.of("box 1 z2", "box 1 z3"), boxes.stream().map(Roi::getName).toList());
        for (Roi roi : boxes) assertEquals(new Rectangle(1, 0, 2, 2), roi.getBounds());
        List<Roi> outlines = rois(map, Shape.OUTLINE);
        assertEquals(new Rectangle(1, 0, 2, 1), outlines.get(0).getBounds());
        assertEquals(new Rectangle(2, 1, 1, 1), outlines.get(1).getBounds());
        RoiFiles.write(folder.resolve("r.zip"), outlines);
        List<Roi> read = RoiFiles.read(folder.resolve("r.zip"));
        assertEquals(List.of(2, 3), read.stream().map(Roi::getPosition).toList());
        assertFalse(read.isEmpty());
        assertTrue(read.get(0).containsPoint(1.5, 0.5));
    }
}
