// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import io.github.explainj.tensor.Tensor;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes numbers as people read them: at most 4 digits, a decimal point in every locale. */
final class Numbers {

    private Numbers() {}

    static String text(double v) {
        if (Double.isNaN(v) || Double.isInfinite(v)) return String.valueOf(v);
        BigDecimal rounded = new BigDecimal(v).round(new MathContext(4)).stripTrailingZeros();
        boolean plain = rounded.precision() - rounded.scale() > -4 && rounded.precision() - rounded.scale() < 9;
        return v == 0 ? "0" : plain ? rounded.toPlainString() : rounded.toString();
    }

    /** Writes at most 8 elements. */
    static String list(Tensor t) {
        String shown = IntStream.range(0, Math.min(8, t.size()))
                .mapToObj(i -> text(t.data()[i]))
                .collect(Collectors.joining(", "));
        return shown + (t.size() > 8 ? ", ... (" + t.size() + ")" : "");
    }

    /** Writes sizes as {@code 512 x 512}. */
    static String sizes(Collection<Integer> sizes) {
        return sizes.stream().map(String::valueOf).collect(Collectors.joining(" x "));
    }
}
