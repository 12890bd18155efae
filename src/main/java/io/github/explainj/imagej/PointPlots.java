// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.imagej;

import ij.ImagePlus;
import ij.gui.Plot;
import io.github.explainj.explain.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Turns findings of the kind points into plots and tables. */
public final class PointPlots {

    private PointPlots() {}

    /** Makes the plot. */
    public static Plot plot(String title, Finding.Points points) {
        Plot plot = new Plot(title, points.axes().get(0), points.axes().get(1));
        plot.setSize(640, 520);
        plot.addPoints(column(points, 0), column(points, 1), Plot.CIRCLE);
        return plot;
    }

    /** Makes the map with the images at their positions; empty where there are no thumbnails. */
    public static Optional<ImagePlus> thumbnails(String title, Finding.Points points) {
        return points.thumbnails().map(t -> plot(title, points).getImagePlus());
    }

    private static double[] column(Finding.Points points, int axis) {
        int n = points.origins().size();
        return IntStream.range(0, n).mapToDouble(i -> points.positions().data()[2 * i + axis]).toArray();
    }

    /** Makes the table: image, position on the map, what is known of each point. */
    public static Finding.Scores table(Finding.Points points) {
        List<String> columns = new ArrayList<>(List.of("image", "slice", "frame", points.axes().get(0), points.axes().get(1)));
        columns.addAll(points.columns());
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < points.origins().size(); i++) {
            List<Object> row = new ArrayList<>(List.of(points.origins().get(i).name(), points.origins().get(i).slice(),
                    points.origins().get(i).frame(), points.positions().data()[2 * i], points.positions().data()[2 * i + 1]));
            row.addAll(points.rows().get(i));
            rows.add(row);
        }
        return new Finding.Scores(points.target(), points.name(), columns, rows, new LinkedHashMap<>(points.facts()));
    }
}
