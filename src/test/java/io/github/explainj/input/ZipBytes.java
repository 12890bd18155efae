// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes zips, and then damages what their central directory says. */
final class ZipBytes {

    private static final int ENTRY = 0x02014b50;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8);

    ZipBytes add(String name, byte[] content) {
        try {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
            zip.closeEntry();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ZipBytes add(String name, String content) {
        return add(name, content.getBytes(StandardCharsets.UTF_8));
    }

    byte[] bytes() {
        try {
            zip.close();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns where the n-th entry of the central directory begins. */
    static int entry(byte[] zip, int n) {
        ByteBuffer b = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0, found = 0; i < zip.length - 4; i++) if (b.getInt(i) == ENTRY && found++ == n) return i;
        throw new IllegalArgumentException("no entry " + n);
    }

    /** Changes a 4-byte field of the n-th entry of the central directory. */
    static byte[] with(byte[] zip, int n, int field, int value) {
        ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).putInt(entry(zip, n) + field, value);
        return zip;
    }

    /** Makes the n-th entry a symbolic link made on Unix. */
    static byte[] link(byte[] zip, int n) {
        zip[entry(zip, n) + 5] = 3;
        return with(zip, n, 38, 0120777 << 16);
    }
}
