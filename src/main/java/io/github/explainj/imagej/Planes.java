// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.imagej;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.FloatProcessor;
import ij.process.LUT;
import io.github.explainj.explain.Finding;
import io.github.explainj.tensor.Tensor;
import java.awt.Color;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns findings of the kind picture into stacks and montages. */
public final class Planes {

    private Planes() {}

    /**
     * Makes a 32-bit stack of the raw values: channels are the channels of a picture and slices the pictures; of
     * pictures with depth slices are their depth and frames the pictures.
     *
     * <p>ImageJ has one display range per stack, which is that of all pictures together. Pixels are calibrated
     * so that a place has the same coordinates as on the grid on which the picture's field lies.
     *
     * @param picture its field on the grid whose coordinates are wanted: on the model's, or on the image's as
     *     {@code Result.onImage} gives it
     * @param micrometres size of a pixel of that grid, {@code (z,) y, x}; empty or NaN where it is not known,
     *     which calibrates in its pixels
     */
    public static ImagePlus stack(String title, Finding.Picture picture, List<Double> micrometres) {
        Tensor v = picture.values();
        int depth = depth(v);
        ImageStack stack = new ImageStack(v.size(-1), v.size(-2));
        for (int i = 0; i < v.batch(); i++)
            for (int z = 0; z < depth; z++)
                for (int c = 0; c < v.channels(); c++)
                    stack.addSlice(label(picture, i, c, z), new FloatProcessor(v.size(-1), v.size(-2), plane(v, i, c, z)));
        ImagePlus imp = new ImagePlus(title, stack);
        if (v.rank() == 5) imp.setDimensions(v.channels(), depth, v.batch());
        else imp.setDimensions(v.channels(), v.batch(), 1);
        imp.setOpenAsHyperStack(v.channels() > 1 || v.rank() == 5);
        imp.setCalibration(calibration(picture, Units.calibration(micrometres)));
        imp.getCalibration().setValueUnit(picture.unit());
        imp.setProperty("Info", info(picture));
        return dressed(imp, picture);
    }

    /**
     * Makes an RGB image of all pictures side by side, each under its label: enlarged without interpolation, or
     * reduced by means; NaN is grey. Planes of one picture (channels, depth) lie in one row.
     */
    public static ImagePlus montage(String title, Finding.Picture picture) {
        ImagePlus imp = new ImagePlus(title, PictureMontage.of(picture));
        imp.setProperty("Info", info(picture));
        return imp;
    }

    /** Gives a stack the units and the origin of the image on which the picture's field lies. */
    public static void calibrateAs(ImagePlus stack, Finding.Picture picture, ImagePlus image) {
        String valueUnit = stack.getCalibration().getValueUnit();
        Calibration of = image.getCalibration().copy();
        of.disableDensityCalibration();
        stack.setCalibration(calibration(picture, of));
        stack.getCalibration().setValueUnit(valueUnit);
    }

    /**
     * Returns the calibration of pictures whose pixels lie stride apart on a grid. The centre of pixel i is at
     * i + 0.5 in ImageJ, of a picture and of the grid.
     */
    private static Calibration calibration(Finding.Picture picture, Calibration grid) {
        Calibration c = grid;
        int n = picture.field().size();
        if (n < 2 || picture.stride().stream().anyMatch(s -> !(s > 0)) || !picture.offset().stream().allMatch(Double::isFinite))
            return n == 0 ? new Calibration() : c;
        double[] strides = picture.stride().stream().mapToDouble(s -> s).toArray();
        double[] offsets = picture.offset().stream().mapToDouble(s -> s).toArray();
        c.xOrigin = 0.5 - (offsets[n - 1] + 0.5 - c.xOrigin) / strides[n - 1];
        c.yOrigin = 0.5 - (offsets[n - 2] + 0.5 - c.yOrigin) / strides[n - 2];
        c.pixelWidth *= strides[n - 1];
        c.pixelHeight *= strides[n - 2];
        if (n < 3) return c;
        // slices are counted, not cut: the centre of slice i is at i
        c.zOrigin = -(offsets[n - 3] - c.zOrigin) / strides[n - 3];
        c.pixelDepth *= strides[n - 3];
        return c;
    }

    static int depth(Tensor values) {
        return values.rank() == 5 ? values.size(2) : 1;
    }

    /** Returns a copy of one plane. */
    static float[] plane(Tensor v, int picture, int channel, int z) {
        int area = v.size(-1) * v.size(-2);
        int from = ((picture * v.channels() + channel) * depth(v) + z) * area;
        return Arrays.copyOfRange(v.data(), from, from + area);
    }

    private static String label(Finding.Picture p, int i, int channel, int z) {
        String of = p.tone() == Finding.Tone.COLOUR ? " " + List.of("red", "green", "blue").get(channel)
                : p.values().channels() > 1 ? " " + p.facts().getOrDefault("planes", "channel") + " " + channel : "";
        return p.labels().get(i) + of + (depth(p.values()) > 1 ? " z" + (z + 1) : "");
    }

    private static ImagePlus dressed(ImagePlus imp, Finding.Picture picture) {
        DisplayRange range = PictureMontage.range(picture.values(), picture.tone());
        if (picture.tone() == Finding.Tone.COLOUR) {
            CompositeImage composite = new CompositeImage(imp, CompositeImage.COMPOSITE);
            List<Color> colours = List.of(Color.RED, Color.GREEN, Color.BLUE);
            for (int c = 0; c < 3; c++) composite.setChannelLut(channel(colours.get(c), range), c + 1);
            composite.setProperty("Info", imp.getInfoProperty());
            composite.setOpenAsHyperStack(true);
            return composite;
        }
        imp.setLut((picture.tone() == Finding.Tone.SIGNED ? Luts.DIVERGING : Luts.GREYS).lut());
        imp.setDisplayRange(range.min(), range.max());
        return imp;
    }

    private static LUT channel(Color colour, DisplayRange range) {
        LUT lut = LUT.createLutFromColor(colour);
        lut.min = range.min();
        lut.max = range.max();
        return lut;
    }

    private static String info(Finding.Picture picture) {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("name", picture.name());
        info.put("unit", picture.unit());
        info.put("pictures", picture.values().batch());
        info.put("range", picture.common() ? "common to all pictures" : "each picture its own (in a stack: common)");
        info.putAll(picture.facts());
        return HeatMaps.text(info);
    }
}
