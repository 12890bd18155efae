// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.cli;

import io.github.explainj.Extremes;
import io.github.explainj.Result;
import io.github.explainj.explain.Finding;
import io.github.explainj.plugin.Keys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says in one line what was found. */
final class Sentences {

    /** Rows of a table. */
    private static final int READABLE = 20;

    private Sentences() {}

    /** Returns the line; empty for what goes without saying beside another finding. */
    static Optional<String> of(Result r, Finding f) {
        if (f instanceof Finding.Attribution map) return Optional.of(line(r, f, map(r, map)));
        // beside a map on the image the few cells of its layer are not worth a line, nor is a method's table
        boolean onImage = !isOfView(r) && r.findings().stream().anyMatch(other -> other instanceof Finding.Attribution);
        if (f instanceof Finding.Inner inner) return onImage ? Optional.empty() : Optional.of(line(r, f, inner(inner)));
        if (f instanceof Finding.Scores table) return onImage || table.rows().isEmpty() ? Optional.empty() : scores(r, table);
        return Optional.of(line(r, f, picture(f)));
    }

    private static boolean isOfView(Result r) {
        return Keys.VIEWS.names().contains(r.method());
    }

    private static Optional<String> scores(Result r, Finding.Scores table) {
        return isOfView(r) ? Optional.of(line(r, table, many(table.rows().size(), "row"))) : Optional.empty();
    }

    /** Returns the lines of a view's table that is short enough to be read as it passes; else none. */
    static List<String> rows(Result r, Finding f) {
        if (!isOfView(r) || !(f instanceof Finding.Scores table) || table.rows().isEmpty() || table.rows().size() > READABLE) return List.of();
        List<List<String>> lines = new ArrayList<>(List.of(table.columns()));
        table.rows().forEach(row -> lines.add(row.stream().map(Sentences::cell).toList()));
        return Columns.aligned(lines);
    }

    private static String cell(Object value) {
        if (!(value instanceof Double || value instanceof Float)) return String.valueOf(value);
        double number = ((Number) value).doubleValue();
        return Double.isNaN(number) ? "" : String.format(Locale.ROOT, "%.4g", number);
    }

    private static String line(Result r, Finding f, String found) {
        String about = r.targets().isEmpty() ? "" : String.format(Locale.ROOT, " of %s = %.4g",
                r.targets().get(f.target()).description(), r.targets().get(f.target()).score());
        return String.format(Locale.ROOT, "  %s%s: %s; %s, %.1f s", f.name(), about, found,
                many((Long) r.provenance().get("runs"), "run"), r.provenance().get("seconds"));
    }

    /** Returns {@code 1 run}, {@code 2 runs}, {@code 3 patches}. */
    private static String many(long count, String what) {
        return count + " " + what + (count == 1 ? "" : what.endsWith("ch") ? "es" : "s");
    }

    private static String inner(Finding.Inner inner) {
        return String.format(Locale.ROOT, "tensor \"%s\" %s (%s)", inner.tensor(), Arrays.toString(inner.values().shape()), inner.unit());
    }

    private static String map(Result r, Finding.Attribution map) {
        Extremes e = Extremes.of(r.onImage(map));
        return String.format(Locale.ROOT, "from %.4g to %.4g (%s), largest at %s", e.min(), e.max(), map.unit(), place(e.maxAt()));
    }

    private static String picture(Finding f) {
        if (f instanceof Finding.Picture p) return many(p.values().batch(), "picture") + " " + Arrays.toString(p.values().sample(0).shape())
                + " (" + p.unit() + ")";
        if (f instanceof Finding.Patches p) return many(p.patches().size(), "patch") + " of "
                + many(p.patches().stream().map(Finding.Patch::group).distinct().count(), "group") + " (" + p.unit() + ")";
        return ((Finding.Points) f).origins().size() + " points (" + String.join(", ", ((Finding.Points) f).axes()) + ")";
    }

    /** Writes {@code [c, (z,) y, x]} as people do: x first. */
    private static String place(List<Integer> at) {
        List<String> parts = new ArrayList<>();
        for (int i = at.size() - 1; i >= 1; i--) parts.add("xyz".charAt(Math.min(2, at.size() - 1 - i)) + "=" + at.get(i));
        return parts.isEmpty() ? "nowhere" : String.join(", ", parts);
    }
}
