// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.imagej;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Reads the directories of a TIFF file, not its pixels. */
final class TiffReader {

    private static final int DESCRIPTION = 270;
    private static final int MOST_VALUES = 4_000_000;
    private static final int[] BYTES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4};

    private final RandomAccessFile in;
    private final boolean little;

    TiffReader(RandomAccessFile in) throws IOException {
        this.in = in;
        in.seek(0);
        little = in.readUnsignedByte() == 'I';
    }

    long length() throws IOException {
        return in.length();
    }

    long firstDirectory() throws IOException {
        in.seek(4);
        return u32();
    }

    TiffDirectory directory(long at) throws IOException {
        in.seek(at);
        int entries = u16();
        Map<Integer, long[]> tags = new HashMap<>();
        String description = "";
        for (int i = 0; i < entries; i++) {
            in.seek(at + 2 + 12L * i);
            int tag = u16();
            int type = u16();
            long count = u32();
            if (tag == DESCRIPTION) description = text(count);
            else if (tag >= 256 && tag <= 339) tags.put(tag, values(type, count));
        }
        in.seek(at + 2 + 12L * entries);
        long next = u32();
        return new TiffDirectory(entries, tags, description, next, in.length());
    }

    private String text(long count) throws IOException {
        if (count > 4) in.seek(u32());
        byte[] bytes = new byte[(int) Math.min(count, 4096)];
        int read = in.read(bytes);
        return new String(bytes, 0, Math.max(read, 0), StandardCharsets.ISO_8859_1);
    }

    private long[] values(int type, long count) throws IOException {
        if (type < 1 || type >= BYTES.length || count < 0 || count > MOST_VALUES) return new long[0];
        if (BYTES[type] * count > 4) in.seek(u32());
        if (in.getFilePointer() + BYTES[type] * count > in.length()) throw new java.io.EOFException();
        byte[] raw = new byte[(int) (BYTES[type] * count)];
        in.readFully(raw);
        long[] values = new long[(int) count];
        for (int i = 0; i < values.length; i++) values[i] = number(raw, i * BYTES[type], BYTES[type]);
        return values;
    }

    private long number(byte[] raw, int at, int bytes) {
        long value = 0;
        int n = Math.min(bytes, 4);
        for (int i = 0; i < n; i++) value = value << 8 | raw[at + (little ? n - 1 - i : i)] & 0xff;
        return value;
    }

    private int u16() throws IOException {
        int v = in.readUnsignedShort();
        return little ? Short.toUnsignedInt(Short.reverseBytes((short) v)) : v;
    }

    private long u32() throws IOException {
        int v = in.readInt();
        return Integer.toUnsignedLong(little ? Integer.reverseBytes(v) : v);
    }
}
