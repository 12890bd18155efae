// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import io.github.explainj.explain.Finding;
import io.github.explainj.imagej.PointPlots;
import java.awt.GraphicsEnvironment;

/** Shows a map of feature space in a window. */
public final class PointWindow {

    private PointWindow() {}

    /** Shows the plot; without a display nothing. */
    public static void show(String title, Finding.Points points) {
        if (GraphicsEnvironment.isHeadless()) return;
        PointPlots.plot(title, points).show();
    }
}
