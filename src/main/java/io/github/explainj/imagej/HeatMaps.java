// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.imagej;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.FloatProcessor;
import java.util.Map;

/** Makes 32-bit images of heat maps: original values, our own colours, range, calibration, provenance. */
public final class HeatMaps {

    private HeatMaps() {}

    /** Makes an image (or a stack of channels and slices) with the title, values and Info of a map. */
    public static ImagePlus image(HeatMap m) {
        int channels = m.map().channels();
        ImageStack stack = new ImageStack(m.width(), m.height());
        for (int z = 0; z < m.depth(); z++)
            for (int c = 0; c < channels; c++)
                stack.addSlice(channels > 1 ? m.channelName(c) : null,
                        new FloatProcessor(m.width(), m.height(), m.plane(c, z)));
        ImagePlus imp = new ImagePlus(m.title(), stack);
        imp.setDimensions(channels, m.depth(), 1);
        imp.setOpenAsHyperStack(channels > 1 && m.depth() > 1);
        imp.setCalibration(Units.calibration(m.micrometres()));
        imp.getCalibration().setValueUnit(m.unit());
        dress(imp, m);
        return imp;
    }

    private static void dress(ImagePlus imp, HeatMap m) {
        imp.setLut(Luts.of(m.signed()).lut());
        imp.setDisplayRange(m.range().min(), m.range().max());
        imp.setProperty("Info", text(m.info()));
    }

    /** Gives a map the calibration of the image that it explains: origin, units, frame interval. */
    public static void calibrateAs(ImagePlus map, ImagePlus source) {
        String valueUnit = map.getCalibration().getValueUnit();
        Calibration c = source.getCalibration().copy();
        c.disableDensityCalibration();
        c.setValueUnit(valueUnit);
        map.setCalibration(c);
    }

    /** Writes provenance as {@code key: value} lines. */
    static String text(Map<String, Object> info) {
        StringBuilder lines = new StringBuilder();
        info.forEach((key, value) -> lines.append(key).append(": ").append(value).append('\n'));
        return lines.toString();
    }
}
