// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Finds the data that is shared by several projects and lies beside this one. */
final class Shared {

    private Shared() {}

    /** Skips the test with a printed line when the data is missing; with CI=true it fails. */
    static Path require(String path) {
        Path file = Path.of("../shared").resolve(path);
        if (!Files.exists(file)) {
            System.out.println("skipped: " + file + " is missing");
            assertNotEquals("true", System.getenv("CI"), file + " is missing");
        }
        Assumptions.assumeTrue(Files.exists(file));
        return file;
    }
}
