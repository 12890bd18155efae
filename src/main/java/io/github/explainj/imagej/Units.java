// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.imagej;

import ij.measure.Calibration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Converts calibrated pixel sizes to micrometres. */
final class Units {

    private static final Map<String, Double> MICROMETRES = Map.ofEntries(
            Map.entry("um", 1.0), Map.entry("\u00b5m", 1.0), Map.entry("\u03bcm", 1.0),
            Map.entry("micron", 1.0), Map.entry("microns", 1.0), Map.entry("micrometer", 1.0),
            Map.entry("micrometers", 1.0), Map.entry("micrometre", 1.0), Map.entry("micrometres", 1.0),
            Map.entry("pm", 1e-6), Map.entry("nm", 1e-3), Map.entry("nanometer", 1e-3),
            Map.entry("nanometre", 1e-3), Map.entry("angstrom", 1e-4), Map.entry("\u00e5", 1e-4),
            Map.entry("mm", 1e3), Map.entry("millimeter", 1e3), Map.entry("millimetre", 1e3),
            Map.entry("cm", 1e4), Map.entry("centimeter", 1e4), Map.entry("m", 1e6),
            Map.entry("meter", 1e6), Map.entry("inch", 25400.0), Map.entry("inches", 25400.0),
            Map.entry("in", 25400.0));

    private Units() {}

    /** Returns the pixel size {@code (y, x)} in micrometres; NaN where the unit is no length. */
    static List<Double> plane(Calibration c) {
        return List.of(micrometres(c.pixelHeight, c.getYUnit()), micrometres(c.pixelWidth, c.getXUnit()));
    }

    /** Returns the pixel size {@code (z, y, x)} in micrometres; NaN where the unit is no length. */
    static List<Double> volume(Calibration c) {
        return List.of(micrometres(c.pixelDepth, c.getZUnit()), plane(c).get(0), plane(c).get(1));
    }

    /** Returns the calibration that has these pixel sizes, {@code (z,) y, x} in micrometres. */
    static Calibration calibration(List<Double> micrometres) {
        Calibration c = new Calibration();
        if (micrometres.isEmpty() || micrometres.stream().anyMatch(s -> !(s > 0))) return c;
        int n = micrometres.size();
        c.pixelWidth = micrometres.get(n - 1);
        c.pixelHeight = n > 1 ? micrometres.get(n - 2) : c.pixelWidth;
        c.pixelDepth = n > 2 ? micrometres.get(n - 3) : 1;
        c.setUnit("micron");
        return c;
    }

    private static double micrometres(double size, String unit) {
        Double factor = unit == null ? null : MICROMETRES.get(unit.strip().toLowerCase(Locale.ROOT));
        return factor == null ? Double.NaN : size * factor;
    }
}
