// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Steps through the records of one message in protobuf's wire format, without building anything.
 *
 * <p>{@link #next()} stops with {@link #cut()} when a record needs more bytes than the message has,
 * and with {@link #damaged()} when the bytes are no record at all.
 */
final class Wire {

    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int BYTES = 2;
    static final int FIXED32 = 5;

    private final ByteBuffer bytes;
    private final int end;
    private int at;
    private int field;
    private int type;
    private int start;
    private long length;
    private long number;
    private boolean cut;
    private boolean damaged;

    Wire(ByteBuffer bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.end = to;
    }

    /** Moves to the next record; false at the end, or where the bytes make no sense. */
    boolean next() {
        if (at >= end || cut || damaged) return false;
        field = 0;
        start = at;
        long tag = varint();
        if (cut || damaged) return false;
        field = (int) (tag >>> 3);
        type = (int) (tag & 7);
        damaged = tag >>> 32 != 0 || field == 0 || field > 0x1fffffff || length(type) < 0;
        if (damaged || cut) return false;
        start = at;
        if (length > end - at) {
            cut = true;
            return false;
        }
        at += (int) length;
        return true;
    }

    /** Reads what stands before the value and sets its length; negative for an unknown kind. */
    private long length(int kind) {
        if (kind == VARINT) number = varint();
        length = switch (kind) {
            case VARINT -> 0;
            case FIXED64 -> 8;
            case FIXED32 -> 4;
            case BYTES -> varint();
            default -> -1;
        };
        return length;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            if (at >= end) {
                cut = true;
                return 0;
            }
            byte b = bytes.get(at++);
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) return value;
        }
        damaged = true;
        return 0;
    }

    int field() {
        return field;
    }

    int type() {
        return type;
    }

    /** Returns where the value of the current record starts; for a cut one, what is left of it. */
    int start() {
        return start;
    }

    int stop() {
        return cut ? end : at;
    }

    int length() {
        return (int) length;
    }

    /** Returns the value of a whole-number record. */
    long number() {
        return number;
    }

    boolean cut() {
        return cut;
    }

    boolean damaged() {
        return damaged;
    }

    int at() {
        return at;
    }

    String text() {
        byte[] copy = new byte[Math.min(length(), 200)];
        bytes.get(start, copy);
        return new String(copy, StandardCharsets.UTF_8);
    }
}
