// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.imagej;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.gui.Plot;
import ij.measure.ResultsTable;
import io.github.explainj.explain.Finding;
import io.github.explainj.explain.Origin;
import io.github.explainj.tensor.Tensor;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Plots of points, without a display. */
class PointPlotsTest {

    @Test
    void everyClassHasItsColourAndItsPointsAreListed() {
        Finding.Points points = points(List.of("b", "a", "b", "", "a"), Optional.empty());
        Plot plot = PointPlots.plot("map", points);
        assertEquals(640, plot.getProcessor().getWidth());
        assertEquals(520, plot.getProcessor().getHeight());
        assertEquals(List.of("no label", "a", "b"), PointGroups.of(points).stream().map(PointGroups::name).toList());
        ResultsTable listed = plot.getResultsTableWithLabels();
        assertEquals(List.of(3.0), listed(listed, "no label"));
        assertEquals(List.of(1.0, 4.0), listed(listed, "a"));
        assertEquals(List.of(0.0, 2.0), listed(listed, "b"));
        Set<Integer> seen = colours(plot);
        for (PointGroups g : PointGroups.of(points)) assertTrue(seen.contains(g.colour().getRGB() & 0xffffff), g.name() + " is not seen");
    }

    /** Returns the x values of a group, in the order of the columns: its own, then y. */
    private static List<Double> listed(ResultsTable table, String group) {
        String[] headings = table.getHeadings();
        int at = IntStream.range(0, headings.length).filter(h -> headings[h].equals(group.replace(" ", "_"))).findFirst()
                .orElseThrow(() -> new AssertionError(group + " not in " + Arrays.toString(headings)));
        double[] x = table.getColumn(headings[at - 1]);
        return Arrays.stream(x).filter(v -> !Double.isNaN(v)).boxed().toList();
    }

    @Test
    void colourBlindSafeColoursDifferFromEachOther() {
        List<String> labels = IntStream.range(0, 20).mapToObj(i -> "class " + i).toList();
        List<PointGroups> groups = PointGroups.of(points(labels, Optional.empty()));
        assertEquals(20, groups.size());
        assertEquals(20, groups.stream().map(g -> List.of(g.colour(), g.mark())).distinct().count());
        assertTrue(groups.stream().allMatch(g -> g.mark() < PointGroups.MARKS));
    }

    @Test
    void ofManyClassesTheSmallestAreGrey() {
        List<String> labels = new ArrayList<>();
        for (int c = 0; c < 40; c++) for (int i = 0; i <= c; i++) labels.add(String.format("%02d", c));
        List<PointGroups> groups = PointGroups.of(points(labels, Optional.empty()));
        assertEquals("20 other classes", groups.get(0).name());
        assertEquals("20", groups.get(1).name());
        assertEquals(labels.size(), groups.stream().mapToInt(g -> g.points().size()).sum());
        Plot plot = PointPlots.plot("map", points(labels, Optional.empty()));
        assertTrue(plot.getProcessor().getWidth() == 640);
    }

    @Test
    void numbersFallIntoBinsFromDarkToBright() {
        List<Double> values = new ArrayList<>(IntStream.range(0, 30).mapToObj(i -> (double) i).toList());
        values.set(7, Double.NaN);
        List<PointGroups> groups = PointGroups.of(points(values, Optional.empty()));
        assertEquals(List.of(7), groups.get(0).points());
        assertEquals("0 to 4.833", groups.get(1).name());
        assertEquals("24.17 to 29", groups.get(6).name());
        assertEquals(List.of(25, 26, 27, 28, 29), groups.get(6).points());
        double last = 0;
        for (PointGroups g : groups.subList(1, 7)) {
            Color c = g.colour();
            double bright = 0.3 * c.getRed() + 0.59 * c.getGreen() + 0.11 * c.getBlue();
            assertTrue(bright > last, g.name());
            last = bright;
        }
    }

    @Test
    void withoutAClassPointsAreGreyAndThereIsNoLegend() {
        Finding.Points grey = with(points(List.of("a", "b"), Optional.empty()), "");
        assertEquals(1, PointGroups.of(grey).size());
        assertEquals("", PointGroups.of(grey).get(0).name());
        for (int c : colours(PointPlots.plot("map", grey)))
            assertTrue(Math.abs((c & 255) - (c >> 16 & 255)) < 3, Integer.toHexString(c));
    }

    @Test
    void legendCoversNoPoint() {
        List<Object> labels = new ArrayList<>();
        for (int i = 0; i < 20; i++) labels.add("a class with quite a long name " + i);
        Plot plot = PointPlots.plot("map", points(labels, Optional.empty()));
        plot.getProcessor();
        // the last point is the one farthest right
        assertTrue(plot.scaleXtoPxl(19) < 640 - 28 * 7 - 10, "at " + plot.scaleXtoPxl(19));
    }

    @Test
    void bothAxesHaveOneScaleUnlessThatLeavesALine() {
        Plot plot = PointPlots.plot("map", points(List.of("a", "b", "a", "b"), Optional.empty()));
        plot.getProcessor();
        double x = plot.scaleXtoPxl(2) - plot.scaleXtoPxl(0);
        double y = plot.scaleYtoPxl(0) - plot.scaleYtoPxl(2);
        assertEquals(x, y, 1.5, "9 high and 3 wide");
        Plot thin = PointPlots.plot("map", points(IntStream.range(0, 100).mapToObj(i -> "a").toList(), Optional.empty()));
        thin.getProcessor();
        assertTrue(thin.scaleXtoPxl(99) - thin.scaleXtoPxl(0) > 300, "9801 high and 99 wide");
    }

    @Test
    void thumbnailsLieWhereTheirPointsAre() {
        Tensor images = Tensor.zeros(3, 1, 4, 4);
        Arrays.fill(images.data(), 16, 32, 100);
        Arrays.fill(images.data(), 32, 48, 200);
        Finding.Points points = points(List.of("a", "b", "b"), Optional.of(images));
        ImagePlus drawn = PointPlots.thumbnails("map", points).orElseThrow();
        assertEquals(1024, drawn.getWidth());
        Plot plot = PointPlots.plot("map", points);
        plot.getProcessor();
        Set<Integer> seen = new HashSet<>();
        for (int x = 0; x < 1024; x++) for (int y = 0; y < 832; y++) seen.add(drawn.getProcessor().getPixel(x, y) & 0xffffff);
        assertTrue(seen.containsAll(Set.of(0x000000, 0x808080, 0xffffff)), "three grey levels");
        assertTrue(PointPlots.thumbnails("map", points(List.of("a"), Optional.empty())).isEmpty());
    }

    @Test
    void ofManyImagesOnOnePlaceTheOneNearestToTheCellsMiddleIsShown() {
        int n = 500;
        List<String> labels = IntStream.range(0, n).mapToObj(i -> "a").toList();
        Tensor images = Tensor.zeros(n, 3, 4, 4); // as an RGB image, each of its own colour
        for (int i = 0; i < n; i++) {
            Arrays.fill(images.data(), 48 * i, 48 * i + 16, i % 256);
            Arrays.fill(images.data(), 48 * i + 16, 48 * i + 32, i / 256);
            Arrays.fill(images.data(), 48 * i + 32, 48 * i + 48, 77);
        }
        ImagePlus drawn = PointPlots.thumbnails("map", points(labels, Optional.of(images))).orElseThrow();
        int shown = 0;
        for (int column = 0; column < 25; column++)
            for (int row = 0; row < 20; row++)
                if (isOneImage(drawn, 40 * column, 40 * row)) shown++;
        // points i, i * i over 25 columns and 20 rows meet each cell on their curve once
        assertTrue(shown >= 20 && shown <= 45, shown + " images");
    }

    private static boolean isOneImage(ImagePlus drawn, int x, int y) {
        int[] colours = IntStream.range(10, 30).map(d -> drawn.getProcessor().getPixel(x + d, y + d) & 0xffffff).distinct().toArray();
        return colours.length == 1 && (colours[0] & 255) == 77;
    }

    @Test
    void tableHasARowPerPoint() {
        Finding.Scores table = PointPlots.table(points(List.of("b", "a"), Optional.empty()));
        assertEquals(List.of("image", "slice", "frame", "PC 1 (60 %)", "PC 2 (20 %)", "label"), table.columns());
        assertEquals(List.of("1.tif", 1, 1, 1f, 1f, "a"), table.rows().get(1));
    }

    /** Point i lies at (i, i * i). */
    private static Finding.Points points(List<?> labels, Optional<Tensor> thumbnails) {
        int n = labels.size();
        Tensor positions = Tensor.zeros(n, 2);
        List<Origin> origins = new ArrayList<>();
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            positions.data()[2 * i] = i;
            positions.data()[2 * i + 1] = i * i;
            origins.add(new Origin(i + ".tif", "", 1, 1, "", String.valueOf(labels.get(i)), ""));
            rows.add(List.of(labels.get(i), (double) i));
        }
        return new Finding.Points(0, "feature_space", positions, List.of("PC 1 (60 %)", "PC 2 (20 %)"), origins, List.of("label", "PC 1"),
                rows, "label", thumbnails, Map.of());
    }

    private static Finding.Points with(Finding.Points p, String colour) {
        return new Finding.Points(p.target(), p.name(), p.positions(), p.axes(), p.origins(), p.columns(), p.rows(), colour, p.thumbnails(), p.facts());
    }

    private static Set<Integer> colours(Plot plot) {
        Set<Integer> seen = new HashSet<>();
        var pixels = plot.getProcessor().convertToColorProcessor();
        for (int x = 0; x < 640; x++) for (int y = 0; y < 520; y++) seen.add(pixels.getPixel(x, y) & 0xffffff);
        return seen;
    }
}
