// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

/** Writes numbers as SPECs have them. */
final class Numbers {

    private Numbers() {}

    /** Returns the shortest text that reads back as the same number: {@code 2}, {@code 0.5}. */
    static String text(double value) {
        String t = Double.toString(value);
        return t.endsWith(".0") ? t.substring(0, t.length() - 2) : t;
    }

    /** Returns what stands before a term: {@code " - "}, or {@code "-"} before the first. */
    static String sign(double coefficient, boolean first) {
        if (coefficient < 0) return first ? "-" : " - ";
        return first ? "" : " + ";
    }

    /** Returns a coefficient without its sign, and nothing for 1. */
    static String factor(double coefficient, String times) {
        return Math.abs(coefficient) == 1 ? "" : text(Math.abs(coefficient)) + times;
    }

    /** Reads a number above 0; NaN when it is none. */
    static double positive(String text) {
        try {
            double value = Double.parseDouble(text.strip());
            return value > 0 && value <= Float.MAX_VALUE ? value : Double.NaN;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
