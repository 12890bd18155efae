// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.problem.Nearest;
import io.github.explainj.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What is known of each point of a map: its class, what the user has added to the index, its principal
 * components.
 *
 * @param names of the columns
 * @param rows one per point: texts and numbers, NaN where a number is missing
 * @param coloured which column colours the points; empty for none
 */
record PointColumns(List<String> names, List<List<Object>> rows, String coloured) {

    static final String LABEL = "label";

    private static final int COMPONENTS = 10;

    static PointColumns of(SpaceSample sample, PrincipalComponents components) {
        List<String> names = new ArrayList<>(List.of(LABEL));
        List<List<Object>> columns = new ArrayList<>();
        columns.add(sample.origins().stream().map(o -> (Object) o.label()).toList());
        List<List<String>> more = sample.chosen().stream().map(i -> sample.stored().values(i)).toList();
        for (int c = 0; c < sample.stored().columns().size(); c++) {
            int column = c;
            names.add(sample.stored().columns().get(c));
            columns.add(typed(more.stream().map(row -> row.get(column)).toList()));
        }
        for (int k = 0; k < Math.min(COMPONENTS, components.variances().length); k++) {
            int component = k;
            names.add("PC " + (k + 1));
            columns.add(Arrays.stream(components.points()).map(p -> (Object) p[component]).toList());
        }
        return new PointColumns(names, IntStream.range(0, sample.count())
                .mapToObj(i -> columns.stream().map(column -> column.get(i)).toList()).toList(), "");
    }

    PointColumns with(String colour) {
        return new PointColumns(names, rows, colour);
    }

    /** Returns numbers where all that is given are numbers, else the texts. */
    private static List<Object> typed(List<String> texts) {
        List<String> given = texts.stream().filter(t -> !t.isBlank()).toList();
        if (given.isEmpty() || !given.stream().allMatch(PointColumns::isNumber)) return List.copyOf(texts);
        return texts.stream().map(t -> t.isBlank() ? "NaN" : t.strip()).map(t -> (Object) Double.valueOf(t)).toList();
    }

    private static boolean isNumber(String text) {
        return text.strip().matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");
    }

    /**
     * Finds the column that colours the points; empty when nothing is to colour them.
     *
     * @throws Problem A07 when there is no such column
     */
    String colour(String wanted) {
        String name = wanted.strip();
        if (name.equals(LABEL) && column(LABEL).stream().allMatch(""::equals)) return "";
        if (name.isEmpty() || names.contains(name)) return name;
        throw new Problem("A07", "colour=" + wanted
                + " is not possible: the index has no column of this name; did you mean \"" + Nearest.names(name, names, 1).get(0) + "\"? It has: " + String.join(", ", names) + ".");
    }

    private List<Object> column(String name) {
        int at = names.indexOf(name);
        return rows.stream().map(r -> r.get(at)).toList();
    }

    /** Returns which column's classes are counted: that of the colours if it holds texts, else the labels. */
    String classColumn(String colour) {
        return !colour.isEmpty() && column(colour).get(0) instanceof String ? colour : LABEL;
    }

    /** Returns the class of each point; empty for none. */
    List<String> classes(String colour) {
        return column(classColumn(colour)).stream().map(String::valueOf).toList();
    }
}
