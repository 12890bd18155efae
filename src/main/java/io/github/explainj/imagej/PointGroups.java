// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.imagej;

import io.github.explainj.explain.Finding;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Points of a map by what colours them: one group per class, in colours that people with a colour deficiency
 * can tell apart (Okabe and Ito 2008, their yellow darker for white paper) and, beyond eight classes, with
 * other marks; of more than {@value #MOST} classes the largest, the others together in grey. Numbers of more
 * than {@value #FEW} values fall into bins of equal width from dark to bright. Points of which nothing is
 * known are grey.
 *
 * @param name of the class or the bin; empty when nothing colours the points
 * @param colour of its points
 * @param mark which of several marks, from 0
 * @param points by number, rising
 */
record PointGroups(String name, Color colour, int mark, List<Integer> points) {

    static final int MARKS = 3;

    private static final int[] COLOURS =
            {0xe69f00, 0x56b4e9, 0x009e73, 0xd55e00, 0x0072b2, 0xcc79a7, 0xb8a800, 0x000000};
    private static final int MOST = 20;
    private static final int FEW = 8;
    private static final int BINS = 6;
    private static final Color GREY = new Color(0xa0a0a0);
    private static final int LONGEST = 28;

    /** Returns the groups, the unknown points first, for what is drawn later lies above. */
    static List<PointGroups> of(Finding.Points points) {
        List<Integer> all = IntStream.range(0, points.origins().size()).boxed().toList();
        int column = points.columns().indexOf(points.colour());
        if (column < 0) return List.of(new PointGroups("", GREY, 0, all));
        List<Object> values = points.rows().stream().map(r -> r.get(column)).toList();
        List<Integer> known = all.stream().filter(i -> isKnown(values.get(i))).toList();
        List<PointGroups> groups = new ArrayList<>();
        List<Integer> unknown = all.stream().filter(i -> !isKnown(values.get(i))).toList();
        if (!unknown.isEmpty()) groups.add(new PointGroups("no " + points.colour(), GREY, 0, unknown));
        boolean numbers = !known.isEmpty() && known.stream().allMatch(i -> values.get(i) instanceof Number)
                && known.stream().map(values::get).distinct().count() > FEW;
        groups.addAll(numbers ? bins(values, known) : classes(values, known));
        return groups;
    }

    private static boolean isKnown(Object value) {
        return value instanceof Number n ? !Double.isNaN(n.doubleValue()) : !String.valueOf(value).isEmpty();
    }

    private static List<PointGroups> classes(List<Object> values, List<Integer> known) {
        Function<Integer, String> name = i -> name(values.get(i));
        Map<String, List<Integer>> classes = known.stream()
                .collect(Collectors.groupingBy(name, TreeMap::new, Collectors.toList()));
        List<String> shown = classes.keySet().stream().sorted(Comparator.comparing(c -> -classes.get(c).size()))
                .limit(MOST).sorted().toList();
        List<PointGroups> groups = new ArrayList<>();
        if (shown.size() < classes.size())
            groups.add(new PointGroups((classes.size() - shown.size()) + " other classes", GREY, 1,
                    known.stream().filter(i -> !shown.contains(name.apply(i))).toList()));
        for (int c = 0; c < shown.size(); c++)
            groups.add(new PointGroups(shortened(shown.get(c)), new Color(COLOURS[c % COLOURS.length]),
                    c / COLOURS.length, classes.get(shown.get(c))));
        return groups;
    }

    private static List<PointGroups> bins(List<Object> values, List<Integer> known) {
        Function<Integer, Double> value = i -> ((Number) values.get(i)).doubleValue();
        double low = known.stream().mapToDouble(value::apply).min().orElseThrow();
        double width = (known.stream().mapToDouble(value::apply).max().orElseThrow() - low) / BINS;
        Function<Integer, Integer> bin = i -> Math.min(BINS - 1, (int) ((value.apply(i) - low) / width));
        Map<Integer, List<Integer>> bins = known.stream()
                .collect(Collectors.groupingBy(bin, TreeMap::new, Collectors.toList()));
        List<PointGroups> groups = new ArrayList<>();
        // the ends of the table are hardly seen on white
        bins.forEach((b, points) -> groups.add(new PointGroups(
                number(low + b * width) + " to " + number(low + (b + 1) * width),
                new Color(Luts.SEQUENTIAL.rgb(30 + b * 185 / (BINS - 1))), 0, points)));
        return groups;
    }

    private static String number(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e6;
        return whole ? String.valueOf((long) value) : String.format(Locale.ROOT, "%.4g", value);
    }

    private static String name(Object value) {
        return value instanceof Number n ? number(n.doubleValue()) : String.valueOf(value);
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST ? name : name.substring(0, LONGEST - 1) + "…";
    }
}
