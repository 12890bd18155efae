// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.imagej;

import ij.gui.Roi;
import io.github.explainj.input.Geometry;
import java.awt.Color;

/** The rectangle on the image that the model saw. */
public final class FieldOfView {

    static final String MARK = "explainj_field";

    private FieldOfView() {}

    /** Returns whether the model saw the whole plane. */
    public static boolean isWhole(Geometry g) {
        int n = g.image().size();
        return left(g) <= 0 && top(g) <= 0 && left(g) + extent(g, n - 1) >= g.image().get(n - 1)
                && top(g) + extent(g, n - 2) >= g.image().get(n - 2);
    }

    /** Makes the rectangle, dashed yellow, as an element of an overlay that is no region. */
    public static Roi roi(Geometry g, String name) {
        int n = g.image().size();
        Roi roi = new Roi(left(g), top(g), extent(g, n - 1), extent(g, n - 2));
        roi.setStrokeColor(new Color(0xff, 0xd0, 0x20));
        roi.setName(name);
        roi.setProperty(MARK, "true");
        return roi;
    }

    private static double left(Geometry g) {
        return g.offset().get(g.offset().size() - 1);
    }

    private static double top(Geometry g) {
        return g.offset().get(g.offset().size() - 2);
    }

    private static double extent(Geometry g, int axis) {
        return g.model().get(axis) / g.scale().get(axis);
    }
}
