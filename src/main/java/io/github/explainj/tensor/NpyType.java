// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.tensor;

import io.github.explainj.problem.Problem;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;

/**
 * An element type of a .npy file.
 *
 * @param kind {@code f}, {@code i}, {@code u} or {@code b}
 * @param bytes size of an element
 * @param order byte order of the file
 */
record NpyType(char kind, int bytes, ByteOrder order) {

    private static final List<String> KNOWN =
            List.of("f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "b1");

    static NpyType of(Path file, String descr) {
        String type = descr.isEmpty() || Character.isLetter(descr.charAt(0)) ? descr : descr.substring(1);
        if (!KNOWN.contains(type)) throw new Problem("I16", file + " holds elements of type \"" + descr + "\""
                + (type.startsWith("O") ? " (Python objects)" : "") + "; supported are " + String.join(", ", KNOWN)
                + ". Convert it: numpy.save(file, array.astype('float32')).");
        ByteOrder order = descr.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        return new NpyType(type.charAt(0), type.charAt(1) - '0', order);
    }

    /** Takes the next element from the buffer, whose order is {@link #order()}. */
    float decode(Path file, ByteBuffer b) {
        return switch (kind) {
            case 'f' -> real(file, b);
            case 'b' -> b.get() == 0 ? 0 : 1;
            case 'i' -> exact(file, signed(b));
            default -> unsigned(file, b);
        };
    }

    private float real(Path file, ByteBuffer b) {
        if (bytes == 4) return b.getFloat();
        if (bytes == 2) return half(b.getShort());
        double value = b.getDouble();
        if (Math.abs(value) > Float.MAX_VALUE && !Double.isInfinite(value)) throw tooFine(file, String.valueOf(value));
        return (float) value;
    }

    private long signed(ByteBuffer b) {
        return switch (bytes) {
            case 1 -> b.get();
            case 2 -> b.getShort();
            case 4 -> b.getInt();
            default -> b.getLong();
        };
    }

    private float unsigned(Path file, ByteBuffer b) {
        long v = signed(b);
        if (bytes < 8) return exact(file, v & (1L << 8 * bytes) - 1);
        if (v >= 0) return exact(file, v);
        // above 2^63 a float keeps the top 24 bits
        if ((v & (1L << 40) - 1) != 0) throw tooFine(file, Long.toUnsignedString(v));
        return (v >>> 40) * 0x1p40f;
    }

    private static float exact(Path file, long v) {
        float f = (float) v;
        // 2^63 itself would be clipped back to the largest long and look exact
        if ((long) f != v || f == 0x1p63f) throw tooFine(file, String.valueOf(v));
        return f;
    }

    /** IEEE 754 half: 1 sign, 5 exponent and 10 fraction bits. */
    static float half(short bits) {
        int exponent = bits >> 10 & 31;
        int fraction = bits & 1023;
        float size = exponent == 0 ? Math.scalb((float) fraction, -24)
                : exponent < 31 ? Math.scalb(1024f + fraction, exponent - 25)
                : fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        return bits < 0 ? -size : size;
    }

    private static Problem tooFine(Path file, String value) {
        return new Problem("I10", file + " holds the value " + value + ", which a 32-bit float cannot hold exactly; "
                + "whole numbers up to 16777216 always fit. Rescale the values, or save them as float32.");
    }
}
