// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.imagej;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Line;
import ij.gui.OvalRoi;
import ij.gui.PointRoi;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.gui.ShapeRoi;
import ij.gui.TextRoi;
import io.github.explainj.input.ImageData;
import io.github.explainj.input.ImageRegions;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoiRegionsTest {

    private static final List<Integer> FLAT = List.of(4, 5);

    private static Roi named(Roi roi, String name) {
        roi.setName(name);
        return roi;
    }

    private static int[] only(Roi roi) {
        ImageRegions regions = RoiRegions.of(List.of(roi), FLAT, 1, 1);
        return regions.isEmpty() ? new int[0] : regions.positions().get(0);
    }

    @Test
    void aRectangleHasItsPixelsAndIsClippedToTheImage() {
        assertArrayEquals(new int[] {6, 7, 11, 12}, only(new Roi(1, 1, 2, 2)));
        assertArrayEquals(new int[] {19}, only(new Roi(4, 3, 10, 10)));
        assertEquals(0, only(new Roi(10, 10, 2, 2)).length);
    }

    @Test
    void aTriangleAndAnOvalLeaveTheirCornersOut() {
        int[] triangle = only(new PolygonRoi(new float[] {0, 4, 0}, new float[] {0, 0, 4}, Roi.POLYGON));
        assertArrayEquals(new int[] {0, 1, 2, 5, 6, 10}, java.util.Arrays.stream(triangle).filter(p -> p % 5 + p / 5 < 3).toArray());
        assertTrue(java.util.Arrays.stream(triangle).noneMatch(p -> p % 5 + p / 5 > 3));
        int[] oval = only(new OvalRoi(0, 0, 4, 4));
        assertTrue(java.util.Arrays.stream(oval).noneMatch(p -> p == 0 || p == 3 || p == 15 || p == 18));
        assertEquals(12, oval.length);
    }

    @Test
    void compositesPointsAndLinesAreRegionsAndTextsAreNot() {
        ShapeRoi hole = new ShapeRoi(new Roi(0, 0, 3, 3)).not(new ShapeRoi(new Roi(1, 1, 1, 1)));
        assertArrayEquals(new int[] {0, 1, 2, 5, 7, 10, 11, 12}, only(hole));
        assertArrayEquals(new int[] {1, 13}, only(new PointRoi(new float[] {1, 3}, new float[] {0, 2})));
        assertTrue(only(new Line(0, 2, 4, 2)).length >= 4);
        assertEquals(0, only(new TextRoi(0, 0, "x")).length);
    }

    @Test
    void roisOfAnotherSliceOrFrameAreLeftOut() {
        Roi here = named(new Roi(0, 0, 1, 1), "here");
        here.setPosition(3);
        Roi there = named(new Roi(1, 0, 1, 1), "there");
        there.setPosition(2);
        Roi frame = named(new Roi(2, 0, 1, 1), "frame");
        frame.setPosition(0, 3, 7);
        assertEquals(List.of("here"), RoiRegions.of(List.of(here, there, frame), FLAT, 3, 1).names());
        assertEquals(List.of("here", "frame"), RoiRegions.of(List.of(here, there, frame), FLAT, 3, 7).names());
    }

    private static List<String> names(ImagePlus image, int index, List<Integer> size, int slice, int frame) {
        Roi roi = named(new Roi(0, 0, 1, 1), "at " + index);
        roi.setPosition(index);
        return RoiRegions.of(List.of(roi), size, slice, frame, image).names();
    }

    private static ImagePlus stack(int channels, int slices, int frames) {
        ImagePlus image = IJ.createImage("s", "8-bit black", 5, 4, channels * slices * frames);
        image.setDimensions(channels, slices, frames);
        return image;
    }

    @Test
    void thePositionOfARoiIsAFrameInATimeLapse() {
        assertEquals(List.of("at 3"), names(stack(1, 1, 4), 3, FLAT, 1, 3));
        assertEquals(List.of(), names(stack(1, 1, 4), 3, FLAT, 1, 1));
    }

    @Test
    void thePositionOfARoiIsNoSliceInAComposite() {
        assertEquals(List.of("at 2"), names(stack(2, 1, 1), 2, FLAT, 1, 1));
    }

    @Test
    void thePositionOfARoiIsASliceInAPlainStack() {
        assertEquals(List.of("at 3"), names(stack(1, 4, 1), 3, FLAT, 3, 1));
        assertEquals(List.of(), names(stack(1, 4, 1), 3, FLAT, 1, 1));
        assertEquals(List.of("at 2"), names(stack(1, 2, 1), 2, List.of(2, 4, 5), 1, 1));
    }

    @Test
    void roisOfTheSameNameAreOneRegionInAVolumeAndTwoInAPlane() {
        Roi first = named(new Roi(0, 0, 1, 1), "cell");
        first.setPosition(1);
        Roi second = named(new Roi(1, 0, 1, 1), "cell");
        second.setPosition(2);
        ImageRegions volume = RoiRegions.of(List.of(first, second), List.of(2, 4, 5), 1, 1);
        assertEquals(List.of("cell"), volume.names());
        assertArrayEquals(new int[] {0, 21}, volume.positions().get(0));
        first.setPosition(0);
        second.setPosition(0);
        assertEquals(List.of("cell", "cell (2)"), RoiRegions.of(List.of(first, second), FLAT, 1, 1).names());
    }

    @Test
    void roisSurviveAZipWithTheirNames(@TempDir Path dir) throws IOException {
        List<Roi> rois = List.of(named(new Roi(0, 0, 2, 1), "a/b"), new OvalRoi(0, 0, 4, 4), named(new Roi(3, 3, 1, 1), "a/b"));
        RoiFiles.write(dir.resolve("rois.zip"), rois);
        ImageRegions regions = ImageFiles.regions(dir.resolve("rois.zip"), FLAT);
        assertEquals(3, regions.names().size());
        assertArrayEquals(new int[] {0, 1}, regions.positions().get(0));
        try (ZipFile zip = new ZipFile(dir.resolve("rois.zip").toFile())) {
            assertEquals(Set.of(LocalDateTime.of(1980, 1, 1, 0, 0)), zip.stream().map(ZipEntry::getTimeLocal).collect(Collectors.toSet()),
                    "the same ROIs are the same bytes, whenever they are written");
        }
    }

    @Test
    void labelsAreRegionsInTheOrderOfTheirValues(@TempDir Path dir) {
        ImagePlus labels = IJ.createImage("labels", "16-bit black", 5, 4, 1);
        labels.getProcessor().set(0, 0, 300);
        labels.getProcessor().set(2, 3, 7);
        labels.getProcessor().set(3, 3, 7);
        MapFiles.tiff(dir.resolve("labels.tif"), labels);
        ImageRegions regions = ImageFiles.regions(dir.resolve("labels.tif"), FLAT);
        assertEquals(List.of("label 7", "label 300"), regions.names());
        assertArrayEquals(new int[] {17, 18}, regions.positions().get(0));
    }

    @Test
    void labelImagesOfAnotherSizeOrWithFractionsAreRefused() {
        ImageData fractions = new ImageData("f", new Tensor(new float[] {0, 1.5f}, 1, 1, 1, 2), List.of(), false, 32, List.of());
        Problem p = assertThrows(Problem.class, () -> LabelImages.regions(fractions, List.of(1, 2)));
        assertTrue(p.code().equals("I10") && p.getMessage().contains("1.5"), p.getMessage());
        Problem size = assertThrows(Problem.class, () -> LabelImages.regions(fractions, List.of(2, 2)));
        assertTrue(size.code().equals("I05") && size.getMessage().contains("2 x 1 pixels"), size.getMessage());
    }

    @Test
    void labelsOfAVolumeAreThreeDimensional() {
        ImageData volume = new ImageData("v", new Tensor(new float[] {0, 1, 1, 2}, 1, 1, 2, 1, 2), List.of(), false, 8, List.of());
        assertArrayEquals(new int[] {1, 2}, LabelImages.regions(volume, List.of(2, 1, 2)).positions().get(0));
    }
}
