// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds the names that a misspelt one was probably meant to be. */
public final class Nearest {

    private Nearest() {}

    /** Returns at most {@code count} of the names, nearest by edit distance first. */
    public static List<String> names(String wanted, Collection<String> names, int count) {
        String w = wanted.toLowerCase(Locale.ROOT);
        return names.stream()
                .sorted(Comparator.comparingInt((String n) -> distance(w, n)).thenComparing(n -> n))
                .limit(count)
                .toList();
    }

    private static int distance(String wanted, String name) {
        String n = name.toLowerCase(Locale.ROOT);
        return n.contains(wanted) || wanted.contains(n) ? 0 : edits(wanted, n);
    }

    private static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) row[j] = j;
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int swap = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(swap, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
