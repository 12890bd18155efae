// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.imagej;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.measure.Calibration;
import io.github.explainj.Result;
import io.github.explainj.explain.Finding;
import io.github.explainj.input.Fit;
import io.github.explainj.input.Geometry;
import io.github.explainj.onnx.ReceptiveField;
import io.github.explainj.tensor.Tensor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanesTest {

    private static final int ORANGE = 0xdc4600;
    private static final int ZERO = 0xf5f4f4;
    private static final int GREY = 0x808080;

    /** Pictures whose cells are 4 pixels apart, the first centre on pixel 1.5 (y) and 3 (x). */
    private static Finding.Picture picture(Tensor values, Finding.Tone tone, boolean common) {
        List<String> labels = IntStream.range(0, values.batch()).mapToObj(i -> "channel " + i + " mean 0.5").toList();
        ReceptiveField.Axis y = new ReceptiveField.Axis(9, 4, 1.5);
        ReceptiveField.Axis x = new ReceptiveField.Axis(9, 4, 3);
        return new Finding.Picture(0, "feature_maps", values, labels, tone, common, "activation", List.of(y, x),
                new LinkedHashMap<>(Map.of("layer", "relu")));
    }

    private static Tensor counting(int... shape) {
        Tensor t = Tensor.zeros(shape);
        for (int i = 0; i < t.size(); i++) t.data()[i] = i;
        return t;
    }

    private static void assertPlace(double expected, double cell, double origin, double size) {
        assertEquals(expected, (cell + 0.5 - origin) * size, 1e-9);
    }

    @Test
    void stackHoldsRawValuesLabelsRangeAndUnit(@TempDir Path dir) {
        Tensor values = counting(3, 1, 2, 4);
        values.data()[5] = Float.NaN;
        MapFiles.tiff(dir.resolve("s.tif"), Planes.stack("s", picture(values, Finding.Tone.GREY, true), List.of(0.5, 0.25)));
        ImagePlus imp = ImageFiles.open(dir.resolve("s.tif"));
        assertEquals(List.of(3, 1, 32), List.of(imp.getNSlices(), imp.getNFrames(), imp.getBitDepth()));
        assertEquals("channel 2 mean 0.5", imp.getStack().getSliceLabel(3));
        assertArrayEquals(new float[] {0, 1, 2, 3, 4, Float.NaN, 6, 7}, (float[]) imp.getStack().getPixels(1));
        assertEquals(23, imp.getDisplayRangeMax(), 1e-6);
        assertEquals("activation", imp.getCalibration().getValueUnit());
        assertTrue(imp.getInfoProperty().contains("layer: relu"), imp.getInfoProperty());
        assertPlace((3 + 4 * 2 + 0.5) * 0.25, 2, imp.getCalibration().xOrigin, imp.getCalibration().pixelWidth);
        assertPlace((1.5 + 4 + 0.5) * 0.5, 1, imp.getCalibration().yOrigin, imp.getCalibration().pixelHeight);
    }

    @Test
    void cellsSpreadEvenlyNeedNoOrigin() {
        ReceptiveField.Axis even = new ReceptiveField.Axis(4, 4, 1.5);
        Finding.Picture p = picture(counting(1, 1, 2, 2), Finding.Tone.GREY, true);
        Finding.Picture spread = new Finding.Picture(0, "p", p.values(), p.labels(), p.tone(), true, "", List.of(even, even), p.facts());
        Calibration c = Planes.stack("s", spread, List.of()).getCalibration();
        assertEquals(List.of(0.0, 0.0, 4.0), List.of(c.xOrigin, c.yOrigin, c.pixelWidth));
        assertEquals("pixel", c.getUnit());
    }

    @Test
    void aPlaceHasTheSameCoordinatesAsOnTheImage() {
        // the model sees 64 x 32 pixels of the image from (40, 16) on, at half their size
        Geometry seen = new Geometry(Fit.CROP, List.of(100, 200), List.of(16, 32), List.of(16, 40), List.of(0.5, 0.5));
        Result result = new Result("feature_maps", "", seen, List.of(), List.of(), true, Map.of());
        Finding.Picture onImage = result.onImage(picture(counting(1, 1, 4, 8), Finding.Tone.GREY, true));
        ImagePlus image = new ImagePlus("image", new ij.process.FloatProcessor(200, 100));
        image.getCalibration().setUnit("nm");
        image.getCalibration().pixelWidth = 65;
        image.getCalibration().pixelHeight = 70;
        image.getCalibration().xOrigin = 7;
        ImagePlus stack = Planes.stack("s", onImage, List.of(0.07, 0.065));
        double x = seen.onImage(1, 3 + 4 * 5);
        double y = seen.onImage(0, 1.5 + 4 * 2);
        assertEquals(40 + 2 * 23.5 - 0.5, x);
        assertPlace((x + 0.5) * 0.065, 5, stack.getCalibration().xOrigin, stack.getCalibration().pixelWidth);
        assertPlace((y + 0.5) * 0.07, 2, stack.getCalibration().yOrigin, stack.getCalibration().pixelHeight);
        Planes.calibrateAs(stack, onImage, image);
        assertEquals("nm", stack.getCalibration().getUnit());
        assertPlace((x + 0.5 - 7) * 65, 5, stack.getCalibration().xOrigin, stack.getCalibration().pixelWidth);
        assertPlace((y + 0.5) * 70, 2, stack.getCalibration().yOrigin, stack.getCalibration().pixelHeight);
    }

    @Test
    void depthIsSlicesAndPicturesAreFrames() {
        Finding.Picture p = picture(counting(2, 1, 3, 4, 5), Finding.Tone.SIGNED, true);
        List<ReceptiveField.Axis> field = List.of(new ReceptiveField.Axis(2, 2, 0.5), p.field().get(0), p.field().get(1));
        Finding.Picture volume = new Finding.Picture(0, "p", p.values(), p.labels(), p.tone(), true, "", field, p.facts());
        ImagePlus imp = Planes.stack("s", volume, List.of(2.0, 0.5, 0.5));
        assertEquals(List.of(1, 3, 2), List.of(imp.getNChannels(), imp.getNSlices(), imp.getNFrames()));
        imp.setPositionWithoutUpdate(1, 2, 2);
        assertEquals(80, imp.getStack().getProcessor(imp.getStackIndex(1, 2, 2)).getf(0));
        assertEquals(4.0, imp.getCalibration().pixelDepth);
        // slice 1 lies at 2.5 slices of the image
        assertEquals(2.5 * 2, (1 - imp.getCalibration().zOrigin) * imp.getCalibration().pixelDepth, 1e-9);
        assertEquals(-119, imp.getDisplayRangeMin(), 1e-6);
    }

    @Test
    void colourFiltersAreCompositesOfThreeChannels() {
        ImagePlus imp = Planes.stack("s", picture(counting(4, 3, 2, 2), Finding.Tone.COLOUR, true), List.of());
        assertTrue(imp instanceof CompositeImage);
        assertEquals(List.of(3, 4), List.of(imp.getNChannels(), imp.getNSlices()));
        assertEquals("channel 1 mean 0.5 green", imp.getStack().getSliceLabel(imp.getStackIndex(2, 2, 1)));
        assertEquals(16, imp.getStack().getProcessor(imp.getStackIndex(2, 2, 1)).getf(0));
    }

    private static int[] at(Finding.Picture p, int... picturesXY) {
        ImagePlus m = Planes.montage("m", p);
        MontageLayout layout = MontageLayout.of(p.values().batch(), 1, p.values().size(-1), p.values().size(-2));
        int caption = caption(m, layout);
        int[] rgb = new int[picturesXY.length / 3];
        for (int i = 0; i < rgb.length; i++)
            rgb[i] = m.getProcessor().getPixel(layout.left(picturesXY[3 * i]) + layout.zoom() * picturesXY[3 * i + 1] + layout.zoom() / 2,
                    layout.top(picturesXY[3 * i], caption) + layout.zoom() * picturesXY[3 * i + 2] + layout.zoom() / 2) & 0xffffff;
        return rgb;
    }

    /** A line of the footer below, 13 pixels and a margin of 4. */
    private static int caption(ImagePlus m, MontageLayout layout) {
        for (int caption = 13; caption < 60; caption += 13) if (layout.height(caption) + 13 + 4 == m.getHeight()) return caption;
        throw new AssertionError("a montage of " + m.getHeight() + " pixels");
    }

    @Test
    void signedMontageIsDivergingAndNothingIsGrey() {
        Finding.Picture p = picture(new Tensor(new float[] {0, 2, Float.NaN, -2}, 1, 1, 2, 2), Finding.Tone.SIGNED, true);
        assertArrayEquals(new int[] {ZERO, ORANGE, GREY, 0x0050c8}, at(p, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 1));
    }

    @Test
    void ownRangesReachWhiteAndCommonOnesDoNot() {
        Tensor values = new Tensor(new float[] {0, 1, 0, 10}, 2, 1, 1, 2);
        assertArrayEquals(new int[] {0xffffff, 0xffffff}, at(picture(values, Finding.Tone.GREY, false), 0, 1, 0, 1, 1, 0));
        assertArrayEquals(new int[] {0x1a1a1a, 0xffffff}, at(picture(values, Finding.Tone.GREY, true), 0, 1, 0, 1, 1, 0));
    }

    @Test
    void weightsInColourAreGreyAtZero() {
        Tensor values = new Tensor(new float[] {0, 1, 0, -1, 0, -1}, 1, 3, 1, 2);
        assertArrayEquals(new int[] {0x808080, 0xff0000}, at(picture(values, Finding.Tone.COLOUR, false), 0, 0, 0, 0, 1, 0));
    }

    @Test
    void pixelsAreRepeatedNotBlurred() {
        Finding.Picture p = picture(new Tensor(new float[] {0, 1, 0, 1}, 1, 1, 2, 2), Finding.Tone.GREY, false);
        ImagePlus m = Planes.montage("m", p);
        MontageLayout layout = MontageLayout.of(1, 1, 2, 2);
        int top = layout.top(0, caption(m, layout));
        for (int x = 0; x < layout.tileWidth(); x++)
            assertEquals(x < layout.zoom() ? 0 : 0xffffff, m.getProcessor().getPixel(layout.left(0) + x, top) & 0xffffff, "pixel " + x);
    }

    @Test
    void largePicturesAreReducedByMeansAndSayIt() {
        Tensor values = Tensor.full(3, 1, 1, 1000, 1201);
        values.data()[0] = Float.NaN;
        MontageLayout layout = MontageLayout.of(1, 1, 1201, 1000);
        float[] reduced = layout.reduced(values.data(), 1201, 1000);
        assertTrue(layout.step() > 1 && layout.tileWidth() <= 192, layout.toString());
        assertEquals((1201 + layout.step() - 1) / layout.step() * ((1000 + layout.step() - 1) / layout.step()), reduced.length);
        for (float v : reduced) assertEquals(3, v);
        assertTrue(layout.cut().contains("reduced to 1/" + layout.step()));
    }

    @Test
    void montagesFitAScreenAndTilesAreSeen() {
        for (int n : new int[] {1, 2, 7, 64, 512, 2048})
            for (int[] size : new int[][] {{1, 1}, {7, 7}, {13, 29}, {56, 40}, {224, 160}, {1000, 700}}) {
                MontageLayout l = MontageLayout.of(n, 1, size[0], size[1]);
                String what = n + " of " + size[0] + " x " + size[1] + ": " + l;
                assertTrue(l.width() <= 1600, what);
                assertTrue(Math.max(l.tileWidth(), l.tileHeight()) >= 45 && l.tileWidth() <= 192, what);
                assertTrue(l.shown() == n || l.height(39) > 7000, what);
            }
        for (int planes : new int[] {3, 16, 64, 512}) {
            MontageLayout l = MontageLayout.of(64, planes, 3, 3);
            assertTrue(l.width() <= 1600 && l.shown() == 64 && l.zoom() >= 4, planes + " planes: " + l);
        }
    }
}
