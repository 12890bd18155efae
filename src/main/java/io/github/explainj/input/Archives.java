// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import io.github.explainj.problem.Problem;
import java.nio.file.Path;

/** Unpacks zip packages. */
final class Archives {

    private Archives() {}

    static boolean isZip(Path file) {
        return file.getFileName().toString().toLowerCase(java.util.Locale.ROOT).endsWith(".zip");
    }

    static Path unpack(Path zip) {
        throw new Problem("P14", zip + " must be unpacked first.");
    }
}
