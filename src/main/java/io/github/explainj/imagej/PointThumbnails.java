// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.imagej;

import ij.gui.Plot;
import ij.process.ColorProcessor;
import io.github.explainj.explain.Finding;
import io.github.explainj.tensor.Tensor;
import java.awt.Color;
import java.awt.Point;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Lays the images of a map over its plot, each in a frame of its class's colour. The plane is cut into cells
 * of an image's size, and each shows the image whose point lies nearest to its middle, so that none hides
 * another; the points of the others stay visible between them.
 */
final class PointThumbnails {

    static final int WIDTH = 1024;
    static final int HEIGHT = 832;

    private static final int SIDE = 40;
    private static final int EDGE = 2;

    private final Finding.Points points;
    private final List<Tensor> images;
    private final PatchColours colours;

    /** @param thumbnails {@code [n, C, h, w]} */
    PointThumbnails(Finding.Points points, Tensor thumbnails) {
        this.points = points;
        this.images = IntStream.range(0, thumbnails.batch()).mapToObj(thumbnails::sample).toList();
        this.colours = PatchColours.ofPixels(images);
    }

    ColorProcessor over(Plot plot) {
        ColorProcessor drawn = plot.getProcessor().convertToColorProcessor();
        Map<Point, Integer> cells = cells(plot);
        Color[] frames = new Color[images.size()];
        for (PointGroups g : PointGroups.of(points)) for (int i : g.points()) frames[i] = g.colour();
        cells.forEach((cell, i) -> draw(drawn, cell, i, frames[i]));
        return drawn;
    }

    /** Returns the image of each cell that has one, by the cell's column and row. */
    private Map<Point, Integer> cells(Plot plot) {
        Map<Point, Integer> nearest = new HashMap<>();
        for (int i = 0; i < images.size(); i++) {
            int number = i;
            Point at = at(plot, i);
            nearest.merge(new Point(Math.floorDiv(at.x, SIDE), Math.floorDiv(at.y, SIDE)), number,
                    (a, b) -> fromMiddle(plot, b) < fromMiddle(plot, a) ? b : a);
        }
        return nearest;
    }

    private Point at(Plot plot, int i) {
        float[] positions = points.positions().data();
        return new Point((int) plot.scaleXtoPxl(positions[2 * i]), (int) plot.scaleYtoPxl(positions[2 * i + 1]));
    }

    private double fromMiddle(Plot plot, int i) {
        Point at = at(plot, i);
        return Math.hypot(Math.floorMod(at.x, SIDE) - SIDE / 2.0, Math.floorMod(at.y, SIDE) - SIDE / 2.0);
    }

    private void draw(ColorProcessor on, Point cell, int i, Color frame) {
        on.setColor(frame);
        on.fillRect(cell.x * SIDE, cell.y * SIDE, SIDE - 1, SIDE - 1);
        ColorProcessor image = new ColorProcessor(colours.pixels(images.get(i)));
        image.setInterpolationMethod(ColorProcessor.BILINEAR);
        int side = SIDE - 1 - 2 * EDGE;
        on.insert(image.resize(side, side), cell.x * SIDE + EDGE, cell.y * SIDE + EDGE);
    }
}
