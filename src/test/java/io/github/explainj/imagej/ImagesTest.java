// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.imagej;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import io.github.explainj.input.ImageData;
import io.github.explainj.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImagesTest {

    /** A hyperstack whose value is 100 t + 10 z + c (from 1) in every pixel, 3 x 2 pixels. */
    private static ImagePlus hyperstack(int channels, int slices, int frames) {
        ImageStack stack = new ImageStack(3, 2);
        for (int t = 1; t <= frames; t++)
            for (int z = 1; z <= slices; z++)
                for (int c = 1; c <= channels; c++) {
                    ShortProcessor ip = new ShortProcessor(3, 2);
                    ip.set(100 * t + 10 * z + c);
                    stack.addSlice("c" + c, ip);
                }
        ImagePlus imp = new ImagePlus("cells.tif", stack);
        imp.setDimensions(channels, slices, frames);
        imp.setOpenAsHyperStack(true);
        return imp;
    }

    @Test
    void currentSliceOfAHyperstackHasAllItsChannels() {
        ImagePlus imp = hyperstack(2, 3, 2);
        imp.setPosition(1, 3, 2);
        ImageData data = Images.current(imp);
        assertArrayEquals(new int[] {1, 2, 2, 3}, data.pixels().shape());
        assertEquals(231, data.pixels().data()[0]);
        assertEquals(232, data.pixels().data()[6]);
        assertEquals("cells", data.title());
        assertEquals(List.of("c1", "c2"), data.channels());
        assertEquals(16, data.bits());
    }

    @Test
    void volumeKeepsChannelsOutsideSlices() {
        ImageData data = Images.volume(hyperstack(2, 3, 2), 2);
        assertArrayEquals(new int[] {1, 2, 3, 2, 3}, data.pixels().shape());
        float[] v = data.pixels().data();
        assertArrayEquals(new float[] {211, 221, 231, 212, 222, 232}, new float[] {v[0], v[6], v[12], v[18], v[24], v[30]});
    }

    @Test
    void aSliceThatDoesNotExistIsRefusedWithTheRange() {
        Problem p = assertThrows(Problem.class, () -> Images.slice(hyperstack(1, 3, 2), 4, 1));
        assertEquals("I07", p.code());
        assertTrue(p.getMessage().contains("slices 1 to 3") && p.getMessage().contains("slice 4"), p.getMessage());
    }

    @Test
    void signed16BitsComeAsTheirSignedValues() {
        ShortProcessor ip = new ShortProcessor(2, 1, new short[] {(short) 32768, (short) (32768 - 5)}, null);
        ImagePlus imp = new ImagePlus("signed", ip);
        imp.getCalibration().setSigned16BitCalibration();
        assertArrayEquals(new float[] {0, -5}, Images.current(imp).pixels().data());
    }

    @Test
    void floatsKeepNaN() {
        float[] pixels = {1.5f, Float.NaN, -2};
        ImageData data = Images.current(new ImagePlus("f", new FloatProcessor(3, 1, pixels.clone())));
        assertArrayEquals(pixels, data.pixels().data());
        assertEquals(32, data.bits());
    }

    @Test
    void rgbHasThreeChannelsAndIsColour() {
        ImageData data = Images.current(new ImagePlus("rgb", new ColorProcessor(1, 1, new int[] {0x102030})));
        assertArrayEquals(new float[] {0x10, 0x20, 0x30}, data.pixels().data());
        assertTrue(data.colour());
        assertEquals(8, data.bits());
    }

    @Test
    void halfTransparentPixelsAreComposedOnWhite() {
        ImageData data = Images.current(new ImagePlus("a", new ColorProcessor(2, 1, new int[] {0x80000000, 0xff0000ff})));
        assertArrayEquals(new float[] {127, 0, 127, 0, 127, 255}, data.pixels().data());
    }

    @Test
    void pixelsWrittenWithoutAnAlphaByteAreOpaque() {
        ImageData data = Images.current(new ImagePlus("a", new ColorProcessor(2, 1, new int[] {0x00102030, 0xff000000})));
        assertEquals(0x10, data.pixels().data()[0]);
    }

    @Test
    void eightBitColourIsReadAsItsColoursNotItsIndices() {
        byte[] jumps = new byte[256];
        for (int i = 0; i < 256; i++) jumps[i] = (byte) (i * 89 % 256);
        jumps[7] = (byte) 200;
        ImageProcessor ip = new ByteProcessor(1, 1, new byte[] {7});
        ip.setColorModel(new java.awt.image.IndexColorModel(8, 256, jumps, new byte[256], new byte[256]));
        ImagePlus imp = new ImagePlus("indexed", ip);
        imp.setTypeToColor256();
        assertArrayEquals(new float[] {200, 0, 0}, Images.current(imp).pixels().data());
    }

    @Test
    void compositeIsReadAsItsChannels() {
        ImagePlus imp = new CompositeImage(hyperstack(3, 1, 1), CompositeImage.COMPOSITE);
        assertArrayEquals(new int[] {1, 3, 2, 3}, Images.current(imp).pixels().shape());
    }

    @Test
    void unitsBecomeMicrometres() {
        String[] units = {"micron", "um", "\u00b5m", "\u03bcm", "nm", "mm", "inch", "pixel"};
        double[] expected = {2, 2, 2, 2, 0.002, 2000, 50800, Double.NaN};
        for (int i = 0; i < units.length; i++) {
            ImagePlus imp = hyperstack(1, 2, 1);
            Calibration c = imp.getCalibration();
            c.pixelWidth = 2;
            c.pixelHeight = 4;
            c.pixelDepth = 6;
            c.setUnit(units[i]);
            assertEquals(expected[i], Images.current(imp).micrometres().get(1), 1e-12, units[i]);
            assertEquals(3 * expected[i], Images.volume(imp, 1).micrometres().get(0), 1e-9, units[i]);
        }
    }
}
