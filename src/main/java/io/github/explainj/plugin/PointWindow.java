// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import ij.IJ;
import ij.gui.ImageCanvas;
import ij.gui.Plot;
import ij.gui.PlotWindow;
import io.github.explainj.explain.Finding;
import io.github.explainj.explain.Origin;
import io.github.explainj.imagej.PointPlots;
import java.awt.GraphicsEnvironment;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.List;
import java.util.OptionalInt;

/**
 * Shows a map of feature space in a window where the mouse tells which image a point is, and a click opens
 * it.
 */
public final class PointWindow {

    /** Farthest from a point, in pixels, that still means it. */
    private static final double NEAR = 8;

    private PointWindow() {}

    /** Shows the plot; without a display nothing. */
    public static void show(String title, Finding.Points points) {
        if (GraphicsEnvironment.isHeadless()) return;
        PlotWindow window = PointPlots.plot(title, points).show();
        ImageCanvas canvas = window.getCanvas();
        Pointing pointing = new Pointing(window, canvas, points);
        canvas.addMouseMotionListener(pointing);
        canvas.addMouseListener(pointing);
    }

    /**
     * Finds the point nearest to a place; empty when none is near.
     *
     * @param x on the plot as it is drawn, in pixels
     * @param y the same
     */
    static OptionalInt nearest(Plot plot, Finding.Points points, double x, double y) {
        OptionalInt found = OptionalInt.empty();
        double least = NEAR;
        for (int i = 0; i < points.origins().size(); i++) {
            double distance = Math.hypot(plot.scaleXtoPxl(points.positions().data()[2 * i]) - x,
                    plot.scaleYtoPxl(points.positions().data()[2 * i + 1]) - y);
            if (distance > least) continue;
            least = distance;
            found = OptionalInt.of(i);
        }
        return found;
    }

    /** Returns what the status bar says of a point: {@code a.tif: infected, plate 3}. */
    static String text(Finding.Points points, int i) {
        Origin origin = points.origins().get(i);
        String label = origin.label().isEmpty() ? "" : ": " + origin.label();
        int column = points.columns().indexOf(points.colour());
        boolean other = column >= 0 && !points.rows().get(i).get(column).equals(origin.label());
        String colour = other ? ", " + points.colour() + " " + points.rows().get(i).get(column) : "";
        return origin.name() + label + colour + " (click opens it)";
    }

    /** Follows the mouse. */
    private static final class Pointing extends MouseAdapter {

        private final PlotWindow window;
        private final ImageCanvas canvas;
        private final Finding.Points points;

        Pointing(PlotWindow window, ImageCanvas canvas, Finding.Points points) {
            this.window = window;
            this.canvas = canvas;
            this.points = points;
        }

        @Override
        public void mouseMoved(MouseEvent e) {
            at(e).ifPresent(i -> IJ.showStatus(text(points, i)));
        }

        @Override
        public void mouseClicked(MouseEvent e) {
            at(e).ifPresent(i -> Jump.onClick(points.origins().get(i), List.of(), List.of()));
        }

        private OptionalInt at(MouseEvent e) {
            return nearest(window.getPlot(), points, canvas.offScreenXD(e.getX()), canvas.offScreenYD(e.getY()));
        }
    }
}
