// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.imagej;

import ij.ImagePlus;
import ij.gui.Plot;
import io.github.explainj.explain.Finding;
import io.github.explainj.explain.Origin;
import java.awt.Color;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Turns findings of the kind points into plots and tables. */
public final class PointPlots {

    private static final String[] MARKS = {"circle", "box", "triangle"};
    /** Share of the range that stays free on each side. */
    private static final double MARGIN = 0.04;
    private static final int LETTER = 7;
    private static final int LEGEND = 46;
    private static final int FRAME = 545;

    private PointPlots() {}

    /**
     * Makes the plot, 640 x 520: a group of points per class, beside them a legend; its List button lists
     * all.
     */
    public static Plot plot(String title, Finding.Points points) {
        return plot(title, points, 640, 520);
    }

    private static Plot plot(String title, Finding.Points points, int width, int height) {
        Plot plot = new Plot(title, points.axes().get(0), points.axes().get(1));
        plot.setSize(width, height);
        List<PointGroups> groups = PointGroups.of(points);
        for (PointGroups g : groups) {
            plot.setColor(g.colour().darker(), g.colour());
            plot.add(MARKS[g.mark()], column(points, g, 0), column(points, g, 1));
        }
        plot.setColor(Color.BLACK);
        limits(plot, points, groups, FRAME * width / 640.0);
        String names = groups.stream().map(PointGroups::name).collect(Collectors.joining("\n"));
        if (isNamed(groups)) plot.setLegend(names, Plot.TOP_RIGHT);
        return plot;
    }

    private static boolean isNamed(List<PointGroups> groups) {
        return !groups.get(0).name().isEmpty();
    }

    /** Leaves room for the legend on the right: it lies on no point. */
    private static void limits(Plot plot, Finding.Points points, List<PointGroups> groups, double frame) {
        double[] low = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
        double[] high = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
        for (int i = 0; i < points.positions().size(); i++) {
            low[i % 2] = Math.min(low[i % 2], points.positions().data()[i]);
            high[i % 2] = Math.max(high[i % 2], points.positions().data()[i]);
        }
        int letters = groups.stream().mapToInt(g -> g.name().length()).max().orElse(0);
        double legend = isNamed(groups) ? Math.min(0.5, (LEGEND + LETTER * letters) / frame) : 0;
        for (int a = 0; a < 2; a++) {
            double range = high[a] > low[a] ? high[a] - low[a] : 1;
            low[a] -= MARGIN * range;
            high[a] += MARGIN * range;
        }
        double right = low[0] + (high[0] - low[0]) / (1 - legend);
        plot.setLimits(low[0], right, low[1], high[1]);
    }

    private static double[] column(Finding.Points points, PointGroups group, int axis) {
        return group.points().stream().mapToDouble(i -> points.positions().data()[2 * i + axis]).toArray();
    }

    /** Makes the map with the images themselves at their positions; empty where there are no thumbnails. */
    public static Optional<ImagePlus> thumbnails(String title, Finding.Points points) {
        return points.thumbnails().map(t -> {
            Plot plot = plot(title, points, PointThumbnails.WIDTH, PointThumbnails.HEIGHT);
            return new ImagePlus(title, new PointThumbnails(points, t).over(plot));
        });
    }

    /** Makes the table: image, position on the map, what is known of each point. */
    public static Finding.Scores table(Finding.Points points) {
        List<String> columns = new ArrayList<>(List.of("image", "slice", "frame"));
        columns.addAll(points.axes());
        columns.addAll(points.columns());
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < points.origins().size(); i++) {
            Origin origin = points.origins().get(i);
            float[] at = points.positions().data();
            List<Object> row = new ArrayList<>(
                    List.of(origin.name(), origin.slice(), origin.frame(), at[2 * i], at[2 * i + 1]));
            row.addAll(points.rows().get(i));
            rows.add(row);
        }
        return new Finding.Scores(points.target(), points.name(), columns, rows, new LinkedHashMap<>(points.facts()));
    }
}
