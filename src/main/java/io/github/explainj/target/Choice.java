// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import io.github.explainj.problem.Nearest;
import io.github.explainj.problem.Problem;
import java.util.List;
import java.util.Locale;

/**
 * A class or channel, chosen by number or by name.
 *
 * @param index from 0; not looked at when there is a name
 * @param name empty when it is chosen by number
 */
record Choice(int index, String name) {

    static Choice of(int index) {
        return new Choice(index, "");
    }

    /** Reads {@code 3}, {@code infected} or {@code "3"}: in quotes it is always a name. */
    static Choice parse(TargetKind kind, String text) {
        String t = text.strip();
        if (t.isEmpty()) throw Spec.bad(kind, text);
        if (t.matches("-?\\d{1,9}")) return of(Integer.parseInt(t));
        return new Choice(0, Quotes.unquote(t));
    }

    /** Returns the text that {@link #parse} reads back. */
    String text() {
        if (name.isEmpty()) return String.valueOf(index);
        return name.matches("-?\\d{1,9}") ? "\"" + name + "\"" : Quotes.quote(name, ":,");
    }

    /**
     * Returns the number that is meant.
     *
     * @param names the names of the model; empty when it has none
     * @throws Problem A01 when there is no such number or name
     */
    int among(int count, List<String> names, String spec, String where) {
        int found = name.isEmpty() ? index : names.indexOf(name);
        if (found >= 0 && found < count) return found;
        throw new Problem("A01", spec + " is not possible: " + where + " has "
                + (count == 1 ? "the number 0 only" : "the numbers 0..." + (count - 1)) + named(names)
                + ". Choose one of them.");
    }

    private String named(List<String> names) {
        if (names.isEmpty()) return name.isEmpty() ? "" : " and no names";
        if (!name.isEmpty())
            return ", and no name \"" + name + "\"; did you mean "
                    + String.join(" or ", Nearest.names(name, names, 3).stream().map(n -> "\"" + n + "\"").toList());
        List<String> shown = names.subList(0, Math.min(20, names.size()));
        return ": " + String.join(", ", shown) + (shown.size() < names.size() ? ", ..." : "");
    }

    /** Returns {@code class 1 "infected"}. */
    static String words(String noun, int index, List<String> names) {
        String name = index < names.size() ? names.get(index) : "";
        return String.format(Locale.ROOT, "%s %d%s", noun, index, name.isEmpty() ? "" : " \"" + name + "\"");
    }
}
