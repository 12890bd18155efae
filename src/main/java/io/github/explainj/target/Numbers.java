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
}
