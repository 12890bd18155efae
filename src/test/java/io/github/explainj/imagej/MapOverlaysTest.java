// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.imagej;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.ImageRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.io.FileSaver;
import ij.io.Opener;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MapOverlaysTest {

    /** Values -1, -0.5, 0, 0.5, 1 and NaN. */
    private static final HeatMap MAP = new HeatMap("cells_occlusion",
            new Tensor(new float[] {-1, -0.5f, 0, 0.5f, 1, Float.NaN}, 1, 1, 2, 3), true, "drop", List.of(), Map.of());

    private static int[] drawn(ImagePlus imp) {
        return (int[]) ((ImageRoi) imp.getOverlay().get(imp.getOverlay().size() - 1)).getProcessor().getPixels();
    }

    @Test
    void overlayIsTransparentNearZeroAndWhereNothingWasMeasured() {
        ImagePlus imp = IJ.createImage("cells", "8-bit", 3, 2, 1);
        MapOverlays.add(imp, MAP, 1, 1, Look.of(true));
        int[] argb = drawn(imp);
        for (int i : new int[] {0, 1, 3, 4}) assertEquals(255, argb[i] >>> 24, "pixel " + i);
        for (int i : new int[] {2, 5}) assertEquals(0, argb[i] >>> 24, "pixel " + i);
        assertTrue((argb[0] & 0xff) > (argb[0] >> 16 & 0xff), "negative is blue");
        assertTrue((argb[4] & 0xff) < (argb[4] >> 16 & 0xff), "positive is orange");
    }

    @Test
    void ofAMapWithChannelsTheStrongestIsShownAndNamed() {
        ImagePlus imp = IJ.createImage("cells", "8-bit", 2, 1, 1);
        Tensor map = new Tensor(new float[] {0, 0.1f, -3, 0}, 1, 2, 1, 2);
        MapOverlays.add(imp, new HeatMap("m", map, true, "drop", List.of(), Map.of()), 1, 1, Look.of(true));
        assertEquals(List.of("m_c2"), MapOverlays.names(imp));
        assertEquals(255, drawn(imp)[0] >>> 24);
        assertEquals(0, drawn(imp)[1] >>> 24);
    }

    @Test
    void theSameMapReplacesItselfAndTheUsersElementsStay() {
        ImagePlus imp = IJ.createImage("cells", "8-bit", 3, 2, 1);
        Roi own = new Roi(0, 0, 1, 1);
        imp.setOverlay(new Overlay(own));
        MapOverlays.add(imp, MAP, 1, 1, Look.of(true));
        MapOverlays.add(imp, MAP, 1, 1, new Look(0.3, 0, Luts.GREYS));
        assertEquals(2, imp.getOverlay().size());
        assertEquals(own, imp.getOverlay().get(0));
        assertEquals(0.3, ((ImageRoi) imp.getOverlay().get(1)).getOpacity(), 1e-6);
    }

    @Test
    void overlaysOfAStackLieOnTheirSlices() {
        ImagePlus imp = IJ.createImage("cells", "8-bit", 3, 2, 4);
        MapOverlays.add(imp, MAP, 2, 1, Look.of(true));
        MapOverlays.add(imp, MAP, 3, 1, Look.of(true));
        assertEquals(List.of(2, 3), List.of(imp.getOverlay().get(0).getPosition(), imp.getOverlay().get(1).getPosition()));
    }

    @Test
    void overlaysOfAHyperstackLieOnSliceAndFrameOfEveryChannel() {
        ImagePlus imp = IJ.createHyperStack("cells", 3, 2, 2, 3, 4, 8);
        MapOverlays.add(imp, MAP, 3, 4, Look.of(true));
        Roi roi = imp.getOverlay().get(0);
        assertEquals(List.of(0, 3, 4), List.of(roi.getCPosition(), roi.getZPosition(), roi.getTPosition()));
    }

    @Test
    void opacityThresholdAndColoursCanBeChangedAfterSavingAndReopening(@TempDir Path dir) {
        ImagePlus imp = IJ.createImage("cells", "8-bit", 3, 2, 4);
        MapOverlays.add(imp, MAP, 2, 1, new Look(0.4, 0.9, Luts.DIVERGING));
        String file = dir.resolve("cells.tif").toString();
        new FileSaver(imp).saveAsTiffStack(file);
        ImagePlus reopened = new Opener().openImage(file);
        ImageRoi roi = (ImageRoi) reopened.getOverlay().get(0);
        assertEquals(0.4, roi.getOpacity(), 0.01);
        assertEquals(2, roi.getPosition());
        assertEquals(List.of("cells_occlusion"), MapOverlays.names(reopened));
        assertEquals(0.9, MapOverlays.look(reopened, "cells_occlusion").threshold());
        assertEquals(0, drawn(reopened)[3] >>> 24, "0.5 is below the threshold 0.9");

        MapOverlays.adjust(reopened, "cells_occlusion", new Look(1, 0.2, Luts.DIVERGING));
        assertEquals(255, drawn(reopened)[3] >>> 24, "0.5 is above the threshold 0.2");
        ImagePlus direct = IJ.createImage("cells", "8-bit", 3, 2, 4);
        MapOverlays.add(direct, MAP, 2, 1, new Look(1, 0.2, Luts.DIVERGING));
        assertArrayEquals(drawn(direct), drawn(reopened));
        assertEquals(2, reopened.getOverlay().get(0).getPosition());
        int before = drawn(reopened)[4];
        MapOverlays.adjust(reopened, "cells_occlusion", new Look(1, 0.2, Luts.SEQUENTIAL));
        assertNotEquals(before, drawn(reopened)[4]);
    }

    @Test
    void anUnknownOverlayIsRefusedWithTheNearestName() {
        ImagePlus imp = IJ.createImage("cells", "8-bit", 3, 2, 1);
        MapOverlays.add(imp, MAP, 1, 1, Look.of(true));
        Problem p = assertThrows(Problem.class, () -> MapOverlays.adjust(imp, "cells_oclusion", Look.of(true)));
        assertTrue(p.getMessage().contains("did you mean \"cells_occlusion\""), p.getMessage());
        assertThrows(Problem.class, () -> new Look(1.5, 0, Luts.GREYS));
    }

    @Test
    void mapsOfAnExplainjOverlayAreNoRegions() {
        ImagePlus imp = IJ.createImage("cells", "8-bit", 3, 2, 1);
        MapOverlays.add(imp, MAP, 1, 1, Look.of(true));
        assertFalse(RoiRegions.isRegion(imp.getOverlay().get(0)));
    }

    @Test
    void lightnessOfOurColoursIsReadableWithoutSeeingHue() {
        for (int i = 1; i < 256; i++)
            assertTrue(lightness(Luts.SEQUENTIAL, i) >= lightness(Luts.SEQUENTIAL, i - 1), "level " + i);
        for (int i = 1; i < 128; i++) {
            assertTrue(lightness(Luts.DIVERGING, i) >= lightness(Luts.DIVERGING, i - 1), "level " + i);
            assertTrue(lightness(Luts.DIVERGING, 255 - i) >= lightness(Luts.DIVERGING, 256 - i), "level " + (255 - i));
        }
    }

    private static double lightness(Luts lut, int level) {
        int rgb = lut.rgb(level);
        double[] weight = {0.2126, 0.7152, 0.0722};
        double y = 0;
        for (int c = 0; c < 3; c++) y += weight[c] * Math.pow((rgb >> 16 - 8 * c & 0xff) / 255.0, 2.2);
        return y;
    }
}
