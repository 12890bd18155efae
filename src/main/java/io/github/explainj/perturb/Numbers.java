// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.perturb;

import java.math.BigDecimal;

/** Writes numbers as people do. */
final class Numbers {

    private Numbers() {}

    /** Returns the shortest text that reads back, without an exponent: {@code 12}, {@code 0.5}. */
    static String plain(double v) {
        BigDecimal d = new BigDecimal(String.valueOf(v)).stripTrailingZeros();
        return d.toPlainString();
    }

    /** Returns four digits, for messages and names: {@code 12.35}. */
    static String shortly(double v) {
        if (Double.isNaN(v) || Double.isInfinite(v) || v == 0) return v == 0 ? "0" : String.valueOf(v);
        int digits = Math.max(4, (int) Math.floor(Math.log10(Math.abs(v))) + 1);
        return new BigDecimal(v).round(new java.math.MathContext(digits)).stripTrailingZeros().toPlainString();
    }
}
