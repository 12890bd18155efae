// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.imagej;

import ij.measure.ResultsTable;
import io.github.explainj.explain.Finding;
import io.github.explainj.registry.Csv;
import java.util.List;
import java.util.Optional;

/** Turns findings of the kind table into ImageJ tables and CSV. */
public final class Tables {

    private Tables() {}

    /**
     * Returns the table of a finding: itself, where its patches or points come from; empty when it has none.
     *
     * @param all what was found with it: a table of the same name takes the place of ours
     */
    public static Optional<Finding.Scores> of(Finding finding, List<Finding> all) {
        if (finding instanceof Finding.Scores table) return Optional.of(table);
        if (all.stream().filter(f -> f instanceof Finding.Scores && f.target() == finding.target())
                .anyMatch(f -> f.name().equals(finding.name()))) return Optional.empty();
        if (finding instanceof Finding.Patches patches) return Optional.of(PatchImages.table(patches));
        return finding instanceof Finding.Points points ? Optional.of(PointPlots.table(points)) : Optional.empty();
    }

    /** Makes a table of its own. */
    public static ResultsTable table(Finding.Scores scores) {
        ResultsTable table = new ResultsTable();
        append(table, scores);
        return table;
    }

    /** Appends rows, e.g. to the system table {@code ResultsTable.getResultsTable()}, which macros count. */
    public static void append(ResultsTable table, Finding.Scores scores) {
        table.setPrecision(6);
        table.setNaNEmptyCells(true);
        for (List<Object> row : scores.rows()) {
            table.incrementCounter();
            for (int i = 0; i < row.size(); i++) add(table, scores.columns().get(i), row.get(i));
        }
    }

    private static void add(ResultsTable table, String column, Object value) {
        if (value instanceof Number n) table.addValue(column, n.doubleValue());
        else table.addValue(column, String.valueOf(value));
    }

    /** Writes a table as CSV with a header line. */
    public static String csv(Finding.Scores scores) {
        StringBuilder lines = new StringBuilder(Csv.line(scores.columns()));
        scores.rows().forEach(row -> lines.append(Csv.line(row)));
        return lines.toString();
    }
}
