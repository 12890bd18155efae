// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.imagej;

import ij.ImagePlus;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import io.github.explainj.input.ImageData;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Reads ImageJ images as raw intensities: 8, 16 (signed too) and 32 bits, RGB, composites, stacks and
 * hyperstacks. NaN stays NaN; an alpha channel is composed on white; the image is never changed.
 */
public final class Images {

    private Images() {}

    /** Reads what is shown: all channels of the current slice and frame. {@code [1, C, H, W]}. */
    public static ImageData current(ImagePlus imp) {
        return slice(imp, imp.getZ(), imp.getT());
    }

    /**
     * Reads all channels of one slice and frame.
     *
     * @param z slice from 1
     * @param t frame from 1
     * @return {@code [1, C, H, W]}
     */
    public static ImageData slice(ImagePlus imp, int z, int t) {
        check(imp, z, t);
        Tensor flat = read(imp, z, z, t);
        Tensor pixels = flat.reshaped(1, flat.channels(), imp.getHeight(), imp.getWidth());
        return data(imp, pixels, Units.plane(imp.getCalibration()));
    }

    /**
     * Reads all channels and slices of one frame.
     *
     * @param t frame from 1
     * @return {@code [1, C, D, H, W]}
     */
    public static ImageData volume(ImagePlus imp, int t) {
        check(imp, 1, t);
        return data(imp, read(imp, 1, imp.getNSlices(), t), Units.volume(imp.getCalibration()));
    }

    private static void check(ImagePlus imp, int z, int t) {
        if (z < 1 || z > imp.getNSlices() || t < 1 || t > imp.getNFrames())
            throw new Problem("I07", imp.getTitle() + " has slices 1 to " + imp.getNSlices()
                    + " and frames 1 to " + imp.getNFrames() + ", not slice " + z + " of frame " + t
                    + ". Choose one that exists.");
    }

    private static ImageData data(ImagePlus imp, Tensor pixels, List<Double> micrometres) {
        return new ImageData(title(imp), pixels, micrometres, isColour(imp), isColour(imp) ? 8 : imp.getBitDepth(),
                names(imp, pixels.channels()));
    }

    /** Returns the title without the ending of its file. */
    public static String title(ImagePlus imp) {
        return imp.getTitle().replaceFirst("(?i)\\.(tiff?|png|jpe?g|gif|bmp|dcm|pgm|zip)$", "");
    }

    private static boolean isColour(ImagePlus imp) {
        return imp.getType() == ImagePlus.COLOR_RGB || imp.getType() == ImagePlus.COLOR_256;
    }

    private static Tensor read(ImagePlus imp, int from, int to, int t) {
        int area = imp.getWidth() * imp.getHeight();
        int depth = to - from + 1;
        int channels = isColour(imp) ? 3 : imp.getNChannels();
        float[] out = new float[Math.multiplyExact(Math.multiplyExact(area, depth), channels)];
        for (int z = from; z <= to; z++) {
            if (isColour(imp)) colour(plane(imp, 1, z, t), out, (z - from) * area, depth * area);
            else
                for (int c = 0; c < channels; c++)
                    grey(imp, plane(imp, c + 1, z, t), out, (c * depth + z - from) * area);
        }
        return new Tensor(out, 1, channels, depth, imp.getHeight(), imp.getWidth());
    }

    private static ImageProcessor plane(ImagePlus imp, int c, int z, int t) {
        return imp.getStack().getProcessor(imp.getStackIndex(c, z, t));
    }

    private static void grey(ImagePlus imp, ImageProcessor ip, float[] out, int at) {
        float shift = imp.getCalibration().isSigned16Bit() && imp.getBitDepth() == 16 ? -32768 : 0;
        int n = ip.getPixelCount();
        for (int i = 0; i < n; i++) out[at + i] = ip.getf(i) + shift;
    }

    private static void colour(ImageProcessor ip, float[] out, int at, int channelStep) {
        int[] argb = (int[]) (ip instanceof ColorProcessor ? ip : ip.convertToRGB()).getPixels();
        int[] rgb = Alpha.isUsed(argb) ? Alpha.onWhite(argb) : argb;
        for (int c = 0; c < 3; c++)
            for (int i = 0; i < rgb.length; i++) out[at + c * channelStep + i] = rgb[i] >>> 16 - 8 * c & 0xff;
    }

    private static List<String> names(ImagePlus imp, int channels) {
        if (isColour(imp)) return List.of("red", "green", "blue");
        List<String> names = new ArrayList<>();
        for (int c = 1; c <= channels; c++) {
            String label = imp.getStack().getSliceLabel(imp.getStackIndex(c, 1, 1));
            if (label != null && !label.isBlank()) names.add(label.split("\n")[0].strip());
        }
        return channels > 1 && new LinkedHashSet<>(names).size() == channels ? names : List.of();
    }
}
