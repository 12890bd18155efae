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

    private static String one(Object value) {
        if (value == null) return "all";
        return value instanceof Double d ? String.format(Locale.ROOT, "%.4g", d).replaceAll("\\.?0+$", "") : value.toString();
    }
}
