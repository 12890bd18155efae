// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.imagej;

import ij.ImagePlus;
import ij.gui.Plot;
import io.github.explainj.explain.Finding;
import io.github.explainj.explain.Origin;
import java.awt.Color;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Turns findings of the kind points into plots and tables. */
public final class PointPlots {

    private static final String[] MARKS = {"circle", "box", "triangle"};
    /** Share of the range that stays free on each side. */
    private static final double MARGIN = 0.04;
    private static final int LETTER = 7;
    private static final int LEGEND = 46;
    /** Up to so many times longer than the other an axis may be for both to have one scale. */
    private static final double LONGEST = 10;

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
        limits(plot, points, groups);
        String names = groups.stream().map(PointGroups::name).collect(Collectors.joining("\n"));
        if (isNamed(groups)) plot.setLegend(names, Plot.TOP_RIGHT);
        return plot;
    }

    private static boolean isNamed(List<PointGroups> groups) {
        return !groups.get(0).name().isEmpty();
    }

    /**
     * Leaves room for the legend on the right: it lies on no point. Both axes have the same scale, or distances
     * would look longer along one; where that would leave a mere line each is stretched.
     */
    private static void limits(Plot plot, Finding.Points points, List<PointGroups> groups) {
        double[][] range = {range(points, 0), range(points, 1)};
        Rectangle frame = plot.getDrawingFrame();
        int letters = groups.stream().mapToInt(g -> g.name().length()).max().orElse(0);
        double legend = isNamed(groups) ? Math.min(0.5, (double) (LEGEND + LETTER * letters) / frame.width) : 0;
        double width = frame.width * (1 - legend);
        double[] scale = {(range[0][1] - range[0][0]) / width, (range[1][1] - range[1][0]) / frame.height};
        double common = Math.max(scale[0], scale[1]);
        if (common <= LONGEST * Math.min(scale[0], scale[1])) {
            range[0] = around(range[0], common * width);
            range[1] = around(range[1], common * frame.height);
        }
        range[0][1] += (range[0][1] - range[0][0]) * legend / (1 - legend);
        plot.setLimits(range[0][0], range[0][1], range[1][0], range[1][1]);
    }

    private static double[] around(double[] range, double length) {
        double middle = (range[0] + range[1]) / 2;
        return new double[] {middle - length / 2, middle + length / 2};
    }

    /** Returns from where to where an axis has points, with a margin. */
    private static double[] range(Finding.Points points, int axis) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = axis; i < points.positions().size(); i += 2) {
            low = Math.min(low, points.positions().data()[i]);
            high = Math.max(high, points.positions().data()[i]);
        }
        double margin = MARGIN * (high > low ? high - low : 1);
        return new double[] {low - margin, high + margin};
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
        List<Integer> further = IntStream.range(0, points.columns().size()).filter(c -> !isAxis(points, c)).boxed().toList();
        further.forEach(c -> columns.add(points.columns().get(c)));
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < points.origins().size(); i++) {
            Origin origin = points.origins().get(i);
            float[] at = points.positions().data();
            List<Object> row = new ArrayList<>(
                    List.of(origin.name(), origin.slice(), origin.frame(), at[2 * i], at[2 * i + 1]));
            List<Object> known = points.rows().get(i);
            further.forEach(c -> row.add(known.get(c)));
            rows.add(row);
        }
        return new Finding.Scores(points.target(), points.name(), columns, rows, new LinkedHashMap<>(points.facts()));
    }

    /** Returns whether a column says what an axis says: {@code PC 1} of {@code PC 1 (43 %)}. */
    private static boolean isAxis(Finding.Points points, int column) {
        return points.axes().stream().anyMatch(a -> a.startsWith(points.columns().get(column) + " ("));
    }
}
