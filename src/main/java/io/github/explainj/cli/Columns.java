// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.cli;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Sets the cells of a table below each other. */
final class Columns {

    private static final String GAP = "  ";

    private Columns() {}

    /** Returns a line per row, each column as wide as its widest cell; all rows have equally many cells. */
    static List<String> aligned(List<List<String>> rows) {
        int[] widths = IntStream.range(0, rows.get(0).size())
                .map(c -> rows.stream().mapToInt(row -> row.get(c).length()).max().orElse(0)).toArray();
        return rows.stream().map(row -> IntStream.range(0, row.size()).mapToObj(c -> row.get(c) + " ".repeat(widths[c] - row.get(c).length()))
                .collect(Collectors.joining(GAP)).stripTrailing()).toList();
    }
}
