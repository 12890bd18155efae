// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import io.github.explainj.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/** Splits SPECs where double quotes protect names; inside quotes {@code ""} stands for one quote. */
final class Quotes {

    /** What could be taken for a plus, minus or times once something follows. */
    private static final List<String> OPERATORS = List.of(" +", " -", " *");

    private Quotes() {}

    /** Splits at a separator that is not protected; there is always at least one part. */
    static List<String> split(String text, String separator) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int at = find(text, separator, 0); at >= 0; at = find(text, separator, from)) {
            parts.add(text.substring(from, at));
            from = at + separator.length();
        }
        parts.add(text.substring(from));
        return parts;
    }

    /** Returns where an unprotected separator first occurs at or after a position; -1 when nowhere. */
    static int find(String text, String separator, int from) {
        boolean open = quotesBefore(text, from) % 2 == 1;
        for (int i = from; i < text.length(); i++) {
            if (!open && text.startsWith(separator, i)) return i;
            if (text.charAt(i) == '"') open = !open;
        }
        return -1;
    }

    /** Returns where an unprotected separator last occurs; -1 when nowhere. */
    static int findLast(String text, String separator) {
        int last = -1;
        for (int at = find(text, separator, 0); at >= 0; at = find(text, separator, at + 1)) last = at;
        return last;
    }

    /** Takes the quotes away. */
    static String unquote(String text) {
        StringBuilder plain = new StringBuilder();
        boolean open = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '"') plain.append(c);
            else if (open && text.startsWith("\"\"", i)) plain.append(text.charAt(i++));
            else open = !open;
        }
        if (open) throw new Problem("A01", "The target " + text + " has a double quote that is not closed.");
        return plain.toString();
    }

    /** Puts quotes around a text that could not be read back without. */
    static String quote(String text, String separators) {
        boolean needed = text.isEmpty() || !text.equals(text.strip())
                || OPERATORS.stream().anyMatch(text::contains)
                || text.chars().anyMatch(c -> ("\"@" + separators).indexOf(c) >= 0);
        return needed ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
    }

    private static long quotesBefore(String text, int position) {
        return text.substring(0, position).chars().filter(c -> c == '"').count();
    }
}
