// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds where a file stops being UTF-8. */
final class NotUtf8 {

    private NotUtf8() {}

    /** Returns {@code " at line 3, column 5"}; empty when all of it is UTF-8. */
    static String where(Path file) {
        ByteBuffer bytes = ByteBuffer.wrap(read(file));
        CharBuffer text = CharBuffer.allocate(bytes.remaining() + 1);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CoderResult result = decoder.decode(bytes, text, true);
        if (!result.isError()) return "";
        text.flip();
        String before = text.toString();
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        return " at line " + line + ", column " + (before.length() - before.lastIndexOf('\n'));
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw Unreadable.because(file, e);
        }
    }
}
