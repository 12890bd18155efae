// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import io.github.explainj.onnx.Value;

/**
 * Elements less their mean over some axes, over their standard deviation; or over their root mean
 * square alone. With {@code y = (x - mean) * inverse}, the way back is {@code inverse * (dy - mean(dy) -
 * y * mean(dy * y))}.
 *
 * @param y the standardised elements
 * @param inverse one over the standard deviation; the axes are kept with size 1
 * @param centred whether the mean was taken away
 */
record Standardised(Value y, Value inverse, boolean centred, long... axes) {

    /** Standardises; the variance is the mean square, to which epsilon is added. */
    static Standardised of(Value x, float epsilon, long... axes) {
        return scaled(x.minus(x.mean(true, axes)), epsilon, true, axes);
    }

    /** Divides by the root mean square. */
    static Standardised uncentred(Value x, float epsilon, long... axes) {
        return scaled(x, epsilon, false, axes);
    }

    private static Standardised scaled(Value x, float epsilon, boolean centred, long... axes) {
        Value inverse = x.square().mean(true, axes).plus(epsilon).sqrt().reciprocal();
        return new Standardised(x.times(inverse), inverse, centred, axes);
    }

    /** Returns the gradient of x for that of y. */
    Value back(Value dy) {
        Value along = y.times(dy.times(y).mean(true, axes));
        Value rest = centred ? dy.minus(dy.mean(true, axes)).minus(along) : dy.minus(along);
        return rest.times(inverse);
    }
}
