// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import io.github.explainj.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the central directory of a zip, also of one above 4 GB (APPNOTE.TXT 6.3, sections 4.3 and 4.5).
 * We read it ourselves because java.util.zip hides duplicates, links and what lies between entries.
 */
final class ZipDirectory {

    static final int MAX_ENTRIES = 10_000;
    private static final int END = 0x06054b50;
    private static final int END64 = 0x06064b50;
    private static final int LOCATOR64 = 0x07064b50;
    private static final int ENTRY = 0x02014b50;
    private static final long MASK = 0xFFFFFFFFL;
    private static final int MAX_DIRECTORY = 64 << 20;

    private final String zip;
    private final FileChannel file;

    ZipDirectory(String zip, FileChannel file) {
        this.zip = zip;
        this.file = file;
    }

    List<ZipItem> read() throws IOException {
        long end = end();
        ByteBuffer b = at(end, 22);
        long count = Short.toUnsignedInt(b.getShort(10));
        long size = b.getInt(12) & MASK;
        long offset = b.getInt(16) & MASK;
        if (count == 0xFFFF || size == MASK || offset == MASK) {
            ByteBuffer wide = end64(end);
            count = wide.getLong(32);
            size = wide.getLong(40);
            offset = wide.getLong(48);
        }
        if (count > MAX_ENTRIES)
            throw new Problem("P11", zip + " has " + count + " entries; the limit is " + MAX_ENTRIES + ". Nothing was unpacked.");
        if (size < 0 || offset < 0 || size > MAX_DIRECTORY || offset + size > end) throw truncated();
        return entries(at(offset, (int) size), count);
    }

    private long end() throws IOException {
        int tail = (int) Math.min(file.size(), 22 + 0xFFFF);
        ByteBuffer b = at(file.size() - tail, tail);
        for (int i = tail - 22; i >= 0; i--) if (b.getInt(i) == END) return file.size() - tail + i;
        throw truncated();
    }

    private ByteBuffer end64(long end) throws IOException {
        if (end < 20) throw truncated();
        ByteBuffer locator = at(end - 20, 20);
        long where = locator.getLong(8);
        if (locator.getInt(0) != LOCATOR64 || where < 0 || where > end - 56) throw truncated();
        ByteBuffer wide = at(where, 56);
        if (wide.getInt(0) != END64) throw truncated();
        return wide;
    }

    private List<ZipItem> entries(ByteBuffer b, long count) {
        List<ZipItem> items = new ArrayList<>();
        while (b.remaining() >= 46 && b.getInt(b.position()) == ENTRY) {
            if (items.size() == MAX_ENTRIES)
                throw new Problem("P11", zip + " has more than " + MAX_ENTRIES + " entries, the limit. Nothing was unpacked.");
            items.add(entry(b));
        }
        if (items.size() != count) throw truncated();
        return items;
    }

    private ZipItem entry(ByteBuffer b) {
        int p = b.position();
        int nameLength = Short.toUnsignedInt(b.getShort(p + 28));
        int extraLength = Short.toUnsignedInt(b.getShort(p + 30));
        int length = 46 + nameLength + extraLength + Short.toUnsignedInt(b.getShort(p + 32));
        if (length > b.remaining()) throw truncated();
        byte[] name = new byte[nameLength];
        b.get(p + 46, name);
        long[] wide = wide(b, p + 46 + nameLength, extraLength,
                new long[] {b.getInt(p + 24) & MASK, b.getInt(p + 20) & MASK, b.getInt(p + 42) & MASK});
        int mode = b.get(p + 5) == 3 ? b.getInt(p + 38) >>> 16 : 0;
        b.position(p + length);
        return new ZipItem(new String(name, StandardCharsets.UTF_8), Short.toUnsignedInt(b.getShort(p + 10)),
                Short.toUnsignedInt(b.getShort(p + 8)), b.getInt(p + 16) & MASK, wide[1], wide[0], wide[2], mode);
    }

    /** Returns size, packed size and offset, taken from the zip64 field where the short ones are full. */
    private long[] wide(ByteBuffer b, int from, int length, long[] narrow) {
        for (int p = from; p + 4 <= from + length; p += 4 + Short.toUnsignedInt(b.getShort(p + 2))) {
            if (b.getShort(p) != 1) continue;
            int at = p + 4;
            int stop = Math.min(from + length, at + Short.toUnsignedInt(b.getShort(p + 2)));
            for (int i = 0; i < 3; i++) {
                if (narrow[i] != MASK || at + 8 > stop) continue;
                narrow[i] = b.getLong(at);
                at += 8;
            }
        }
        for (long v : narrow) if (v < 0) throw truncated();
        return narrow;
    }

    ByteBuffer at(long position, int length) throws IOException {
        ByteBuffer b = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (b.hasRemaining()) if (file.read(b, position + b.position()) < 0) throw truncated();
        return b.flip();
    }

    private Problem truncated() {
        return new Problem("P12", zip + " is damaged: its list of entries (central directory) is truncated or wrong. Download it"
                + " again. Nothing was unpacked.");
    }
}
