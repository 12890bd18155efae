// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

/**
 * What one axis of a tensor sees of one axis of the model's input: element i depends on no more
 * than the input's elements from {@code low + stride * i} to {@code high + stride * i}. The bounds
 * are real numbers and never too tight.
 *
 * @param axis the input's axis
 */
record Trace(int axis, double stride, double low, double high) {

    /** Element i reads from {@code step * i + first} to {@code step * i + last} of what is traced here. */
    Trace window(double step, double first, double last) {
        return new Trace(axis, stride * step, low + stride * first, high + stride * last);
    }

    /**
     * Returns what sees both; null when their strides drift apart over an unknown length.
     *
     * @param length number of elements along this axis; -1 when not known
     */
    Trace and(Trace other, long length) {
        if (other.axis != axis) return null;
        double drift = other.stride - stride;
        if (Math.abs(drift) > 1e-9 && length < 1) return null;
        double end = drift * Math.max(0, length - 1);
        return new Trace(axis, stride, Math.min(low, other.low + Math.min(0, end)),
                Math.max(high, other.high + Math.max(0, end)));
    }
}
