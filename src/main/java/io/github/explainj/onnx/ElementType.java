// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import java.util.Arrays;
import java.util.Locale;

/** Element types of ONNX tensors, with their numbers in the file format and bytes per element. */
public enum ElementType {
    FLOAT(1, 4), UINT8(2, 1), INT8(3, 1), UINT16(4, 2), INT16(5, 2), INT32(6, 4), INT64(7, 8),
    STRING(8, 0), BOOL(9, 1), FLOAT16(10, 2), DOUBLE(11, 8), UINT32(12, 4), UINT64(13, 8),
    COMPLEX64(14, 8), COMPLEX128(15, 16), BFLOAT16(16, 2), OTHER(0, 0);

    private final int number;
    private final int bytes;

    ElementType(int number, int bytes) {
        this.number = number;
        this.bytes = bytes;
    }

    /** Returns the type with this number in the file format; {@link #OTHER} when we know none. */
    public static ElementType of(int number) {
        return Arrays.stream(values()).filter(t -> t.number == number).findFirst().orElse(OTHER);
    }

    public int number() {
        return number;
    }

    /** Returns the bytes of one element; 0 for texts and unknown types. */
    public int bytes() {
        return bytes;
    }

    public boolean isFloating() {
        return this == FLOAT || this == DOUBLE || this == FLOAT16 || this == BFLOAT16;
    }

    /** Returns whether it is a whole number. */
    public boolean isInteger() {
        return switch (this) {
            case UINT8, INT8, UINT16, INT16, INT32, INT64, UINT32, UINT64 -> true;
            default -> false;
        };
    }

    /** Returns whether values of this type can be made from floats by a Cast and turned back. */
    public boolean isNumber() {
        return isFloating() || isInteger() || this == BOOL;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
