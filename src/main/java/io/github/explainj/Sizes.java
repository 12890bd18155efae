// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import java.util.List;
import java.util.Locale;


/** Writes what there is one of per axis. */
final class Sizes {

    private Sizes() {}

    /** Returns {@code 3x5}, or {@code 3} where all axes agree; {@code all} for what has no end. */
    static String text(List<?> perAxis) {
        List<String> texts = perAxis.stream().map(Sizes::one).toList();
        return texts.stream().distinct().count() == 1 ? texts.get(0) : String.join("x", texts);
    }

    /** Returns {@code 1x512x7x7}. */
    static String shape(List<?> sizes) {
        return String.join("x", sizes.stream().map(Object::toString).toList());
    }

    /** Returns {@code 1814} as {@code 1.81 k}: three digits and a letter for thousands, millions... */
    static String compact(long number) {
        String letters = " kMGTP";
        int power = 0;
        double value = number;
        for (; value >= 1000 && power < letters.length() - 1; power++) value /= 1000;
        return power == 0 ? String.valueOf(number)
                : String.format(Locale.ROOT, value < 10 ? "%.2f %c" : value < 100 ? "%.1f %c" : "%.0f %c", value, letters.charAt(power));
    }

    private static String one(Object value) {
        if (value == null) return "all";
        return value instanceof Double d ? String.format(Locale.ROOT, "%.4g", d).replaceAll("\\.?0+$", "") : value.toString();
    }
}
