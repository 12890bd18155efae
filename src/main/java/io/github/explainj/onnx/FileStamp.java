// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Size, time and identity of a file: when none differs it was not touched. */
record FileStamp(long size, long modified, String key) {

    static FileStamp of(Path file) throws IOException {
        BasicFileAttributes a = Files.readAttributes(file, BasicFileAttributes.class);
        return new FileStamp(a.size(), a.lastModifiedTime().toMillis(), String.valueOf(a.fileKey()));
    }
}
