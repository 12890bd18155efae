// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import java.math.BigDecimal;
import java.math.MathContext;

/** Writes numbers for labels: three digits, no zeros behind them. */
final class Rounded {

    private static final MathContext DIGITS = new MathContext(3);
    private static final double LARGE = 1e6;
    private static final double SMALL = 1e-4;

    private Rounded() {}

    /** Returns {@code 0.31}, {@code 1200}, {@code 4.2E-7}. */
    static String text(double value) {
        if (value == 0) return "0";
        if (!Double.isFinite(value)) return Double.toString(value);
        BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
        double size = Math.abs(value);
        return size < SMALL || size >= LARGE ? rounded.toString() : rounded.toPlainString();
    }
}
