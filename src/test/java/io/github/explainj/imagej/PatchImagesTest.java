// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.imagej;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.gui.Roi;
import io.github.explainj.explain.Finding;
import io.github.explainj.explain.Origin;
import io.github.explainj.tensor.Tensor;
import java.awt.Rectangle;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Montages, ROIs and tables of patches whose pixels are known. */
class PatchImagesTest {

    private static Origin origin(String image, int slice, int frame) {
        return new Origin(image, "", slice, frame, "", "b", "");
    }

    private static Finding.Patch patch(String group, Origin origin, double value, Tensor pixels, Tensor beside) {
        return new Finding.Patch(group, origin, List.of(11.0, 21.0), List.of(10.0, 20.0), List.of(12.0, 23.0), value, pixels,
                Optional.ofNullable(beside));
    }

    private static Finding.Patches patches(Finding.Patch... all) {
        return new Finding.Patches(0, "patches", List.of(all), "activation", Map.of());
    }

    private static int colour(ImagePlus montage, Roi place, double across, double down) {
        Rectangle r = place.getBounds();
        return montage.getProcessor().get((int) (r.x + across * r.width), (int) (r.y + down * r.height)) & 0xffffff;
    }

    @Test
    void greyPatchesShareAContrastPerGroup() {
        Tensor dark = new Tensor(new float[] {0, 0, 0, 0, 50, 50, 50, 50, 50, 50, 50, Float.NaN}, 1, 1, 3, 4);
        Tensor bright = Tensor.full(100, 1, 1, 3, 4);
        ImagePlus montage = PatchImages.montage("m", patches(patch("channel 1", origin("a.tif", 1, 1), 2, bright, null),
                patch("channel 1", origin("b.tif", 1, 1), 1, dark, null), patch("channel 0", origin("b.tif", 1, 1), 1, dark, null)));
        Roi[] places = montage.getOverlay().toArray();
        assertEquals(List.of("a.tif 1", "b.tif 2", "b.tif 1"), List.of(places[0].getName(), places[1].getName(), places[2].getName()));
        assertEquals(0xffffff, colour(montage, places[0], 0.5, 0.5));
        assertEquals(0x000000, colour(montage, places[1], 0.5, 0.1));
        assertEquals(0x808080, colour(montage, places[1], 0.5, 0.5));
        assertEquals(PatchColours.NO_IMAGE, colour(montage, places[1], 0.9, 0.9));
        assertEquals(0xffffff, colour(montage, places[2], 0.5, 0.5));
        assertEquals(new Rectangle(96, 72).getSize(), places[0].getBounds().getSize());
        assertTrue(places[2].getBounds().y > places[0].getBounds().getMaxY(), "a row per group");
    }

    @Test
    void whatIsBesideIsSignedAndBelow() {
        Tensor beside = new Tensor(new float[] {0.5f, -0.5f, 0, 0, 2, -2, 0, 0}, 1, 2, 2, 2);
        ImagePlus montage = PatchImages.montage("m", patches(patch("channel 1", origin("a.tif", 1, 1), 2, Tensor.zeros(1, 2, 2, 2), beside)));
        Roi place = montage.getOverlay().get(0);
        assertEquals(Luts.DIVERGING.rgb(255), colour(montage, place, 0.25, 1.3));
        assertEquals(Luts.DIVERGING.rgb(0), colour(montage, place, 0.75, 1.3));
        assertEquals(Luts.DIVERGING.rgb(128), colour(montage, place, 0.25, 1.8));
    }

    @Test
    void coloursAreThoseOfTheImage() {
        Tensor rgb = new Tensor(new float[] {200, 200, 30, 30, 10, 10}, 1, 3, 1, 2);
        Tensor stains = new Tensor(new float[] {0, 700, 0, 900, 0, 0, 0, 100}, 1, 4, 1, 2);
        ImagePlus one = PatchImages.montage("m", patches(patch("g", origin("a", 1, 1), 1, rgb, null)));
        assertEquals(0xc81e0a, colour(one, one.getOverlay().get(0), 0.5, 0.5));
        ImagePlus other = PatchImages.montage("m", patches(patch("g", origin("a", 1, 1), 1, stains, null)));
        assertEquals(0x000000, colour(other, other.getOverlay().get(0), 0.25, 0.5));
        assertEquals(0xffffff, colour(other, other.getOverlay().get(0), 0.75, 0.5));
    }

    @Test
    void ofAVolumeTheMiddleSliceIsShown() {
        Tensor volume = Tensor.zeros(1, 1, 3, 2, 2);
        for (int i = 4; i < 8; i++) volume.data()[i] = 9;
        ImagePlus montage = PatchImages.montage("m", patches(patch("g", origin("a", 1, 1), 1, volume, null),
                patch("g", origin("a", 1, 1), 1, Tensor.zeros(1, 1, 3, 2, 2), null)));
        assertEquals(0xffffff, colour(montage, montage.getOverlay().get(0), 0.5, 0.5));
    }

    @Test
    void roisLieOnTheImages() {
        List<Roi> rois = PatchImages.rois(patches(patch("channel 17", origin("cells/a.tif", 1, 1), 2, Tensor.zeros(1, 1, 3, 4), null),
                patch("channel 17", origin("stack.tif", 3, 1), 2, Tensor.zeros(1, 1, 3, 4), null),
                patch("channel 2", origin("stack.tif", 3, 2), 2, Tensor.zeros(1, 2, 3, 4), null)));
        assertEquals(List.of("cells/a.tif_channel17_1", "stack.tif z3_channel17_2", "stack.tif z3 t2_channel2_1"),
                rois.stream().map(Roi::getName).toList());
        assertEquals(new Rectangle(20, 10, 4, 3), rois.get(0).getBounds());
        assertEquals(0, rois.get(0).getPosition());
        assertEquals(3, rois.get(1).getPosition());
        assertEquals(List.of(3, 2), List.of(rois.get(2).getZPosition(), rois.get(2).getTPosition()));
    }

    @Test
    void theTableHasARowPerPatch() {
        Finding.Scores table = PatchImages.table(patches(patch("channel 1", origin("a.tif", 1, 1), 2, Tensor.zeros(1, 1, 3, 4), null),
                patch("channel 1", origin("s.tif", 5, 1), 1.5, Tensor.zeros(1, 1, 3, 4), null)));
        assertEquals(List.of("group", "rank", "image", "slice", "frame", "x", "y", "activation", "label"), table.columns());
        assertEquals(List.of("channel 1", 2, "s.tif z5", 5, 1, 21.0, 11.0, 1.5, "b"), table.rows().get(1));
    }

    @Test
    void noPatchesAreNoFailure() {
        assertEquals(0, PatchImages.montage("m", patches()).getOverlay().size());
        assertEquals(List.of(), PatchImages.rois(patches()));
    }

    @Test
    void masksBecomeRois() {
        Tensor mask = Tensor.zeros(1, 1, 2, 5, 6);
        for (int i : new int[] {30 + 7, 30 + 8, 30 + 13, 30 + 22}) mask.data()[i] = 1;
        List<Roi> rois = MaskRois.of(mask);
        assertEquals(1, rois.size());
        assertEquals(2, rois.get(0).getZPosition());
        assertEquals(4, rois.get(0).getContainedPoints().length);
        assertTrue(rois.get(0).contains(4, 3) && !rois.get(0).contains(3, 3));
        assertEquals(List.of(), MaskRois.of(Tensor.zeros(1, 1, 4, 4)));
    }
}
