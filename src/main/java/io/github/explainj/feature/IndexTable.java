// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.explain.Origin;
import io.github.explainj.problem.Problem;
import io.github.explainj.registry.Csv;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code index.csv} says: one line per row of the arrays, in their order.
 *
 * @param more columns that the user has added behind ours
 * @param rows in order
 */
record IndexTable(List<String> more, List<IndexRow> rows) {

    static final String FILE = "index.csv";
    static final List<String> COLUMNS =
            List.of("row", "used", "image", "file", "slice", "frame", "piece", "label", "stamp", "complete");

    /**
     * Reads it; a torn last line is left out, and rows that a later one replaces are marked.
     *
     * @throws Problem E12 when it is damaged
     */
    static IndexTable read(Path folder) {
        Path file = folder.resolve(FILE);
        List<Csv.Line> lines = lines(file);
        if (lines.isEmpty()) return new IndexTable(List.of(), List.of());
        List<String> columns = new ArrayList<>(lines.get(0).fields());
        columns.set(0, columns.get(0).replace("\uFEFF", "")); // spreadsheets put a byte-order mark in front
        int own = COLUMNS.size();
        if (columns.size() < own || !columns.subList(0, own).equals(COLUMNS))
            throw damaged(file, "its first line is " + String.join(",", columns) + ", expected "
                    + String.join(",", COLUMNS), null);
        List<IndexRow> rows = new ArrayList<>();
        for (Csv.Line line : lines.subList(1, lines.size()))
            rows.add(row(file, rows.size(), columns.size(), line.fields()));
        return new IndexTable(columns.subList(own, columns.size()), settled(rows));
    }

    private static List<Csv.Line> lines(Path file) {
        try {
            return Csv.read(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new Problem("I11", file + " cannot be read: " + e + ". Check the path and its permissions.",
                    e);
        }
    }

    private static IndexRow row(Path file, int expected, int columns, List<String> f) {
        String where = "line " + (expected + 2);
        if (f.size() != columns)
            throw damaged(file, where + " has " + f.size() + " fields, expected " + columns, null);
        if (!f.get(0).equals(String.valueOf(expected)))
            throw damaged(file, where + " is row " + f.get(0) + ", expected row " + expected
                    + " (rows must stay in order)", null);
        try {
            Origin origin = new Origin(f.get(2), f.get(3), Integer.parseInt(f.get(4)),
                    Integer.parseInt(f.get(5)), f.get(6), f.get(7), f.get(8));
            return new IndexRow(expected, origin, f.get(1).equals("1"), f.get(9).equals("1"),
                    f.subList(COLUMNS.size(), columns));
        } catch (NumberFormatException e) {
            throw damaged(file, where + " has the slice " + f.get(4) + " and the frame " + f.get(5)
                    + ", expected whole numbers", e);
        }
    }

    private static Problem damaged(Path file, String what, Exception cause) {
        return new Problem("E12", file + " is damaged: " + what
                + ". Put it right, or delete the folder and make the index again.", cause);
    }

    /** Marks rows that a later one replaces: the same slice and tile, or any of a file that has changed. */
    static List<IndexRow> settled(List<IndexRow> rows) {
        Map<String, Map<List<Object>, Integer>> current = new HashMap<>();
        Map<String, String> stamps = new HashMap<>();
        List<IndexRow> all = new ArrayList<>(rows);
        for (int i = 0; i < all.size(); i++) {
            if (!all.get(i).used()) continue;
            Origin o = all.get(i).origin();
            Map<List<Object>, Integer> earlier = current.computeIfAbsent(o.image(), k -> new HashMap<>());
            String stamp = stamps.put(o.image(), o.stamp());
            if (stamp != null && !stamp.equals(o.stamp()) && !all.get(i).isKnownByPixels()) {
                earlier.values().forEach(e -> all.set(e, all.get(e).replaced()));
                earlier.clear();
            }
            Integer same = earlier.put(IndexRow.key(o), i);
            if (same != null) all.set(same, all.get(same).replaced());
        }
        return all;
    }

    /** Returns the first so many rows. */
    IndexTable cut(int count) {
        return count >= rows.size() ? this : new IndexTable(more, rows.subList(0, count));
    }

    String text() {
        StringBuilder text = new StringBuilder(header());
        rows.forEach(r -> text.append(line(r)));
        return text.toString();
    }

    String header() {
        List<String> columns = new ArrayList<>(COLUMNS);
        columns.addAll(more);
        return Csv.line(columns);
    }

    String line(IndexRow r) {
        Origin o = r.origin();
        List<Object> fields = new ArrayList<>(List.of(r.row(), r.used() ? 1 : 0, o.image(), o.file(),
                o.slice(), o.frame(), o.piece(),
                o.label(), o.stamp(), r.complete() ? 1 : 0));
        for (int i = 0; i < more.size(); i++) fields.add(i < r.more().size() ? r.more().get(i) : "");
        return Csv.line(fields);
    }
}
