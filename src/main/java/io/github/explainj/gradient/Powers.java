// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import io.github.explainj.onnx.Value;

/**
 * Norms {@code n = (sum of |x|^p)^(1/p)}: the derivative is {@code sign(x) |x|^(p-1) / n^(p-1)}, and 0 where
 * the norm is.
 */
final class Powers {

    private Powers() {}

    /** Returns {@code sign(x) |x|^(p-1)}. */
    static Value signed(Value x, long p) {
        if (p == 1) return x.builder().op("Sign", x);
        if (p == 2) return x;
        Value size = x.builder().op("Abs", x);
        return x.times(p == 3 ? size : size.builder().op("Pow", size, size.builder().constant(p - 2f)));
    }

    /** Returns {@code dn / n^(p-1)}; 0 where n is. */
    static Value perNorm(Value dn, Value n, long p) {
        if (p == 1) return dn;
        Value zero = n.builder().constant(0f);
        Value power = p == 2 ? n : n.builder().op("Pow", n, n.builder().constant(p - 1f));
        return n.equal(zero).choose(zero, dn.over(power));
    }
}
