// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

/**
 * One entry of a zip, as its central directory describes it.
 *
 * @param name path inside the zip
 * @param method 0 stored, 8 deflated
 * @param flags bit 0 encrypted
 * @param crc checksum of the unpacked bytes
 * @param packed bytes in the zip
 * @param size bytes unpacked
 * @param offset where the entry's own header begins
 * @param unixMode file type and rights; 0 when the zip was not made on Unix
 */
record ZipItem(String name, int method, int flags, long crc, long packed, long size, long offset, int unixMode) {

    private static final int TYPE = 0xF000;
    private static final int FOLDER = 0x4000;
    private static final int FILE = 0x8000;

    boolean isFolder() {
        return name.endsWith("/");
    }

    boolean isEncrypted() {
        return (flags & 1) != 0;
    }

    /** Returns whether it is neither a file nor a folder: a symbolic link, a device. */
    boolean isSpecial() {
        int type = unixMode & TYPE;
        return type != 0 && type != FOLDER && type != FILE;
    }
}
