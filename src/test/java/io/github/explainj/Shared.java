// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the reference material that is not part of the repository. */
public final class Shared {

    private Shared() {}

    /** Returns a folder of {@code ../shared}; skips the test without it, fails where CI must have it. */
    public static Path folder(String name) {
        Path folder = Path.of("..", "shared", name);
        if (Files.isDirectory(folder)) return folder;
        String line = "skipped: the reference material " + folder + " is not on this machine";
        if ("true".equals(System.getenv("CI"))) fail(line);
        System.out.println(line);
        assumeTrue(false, line);
        return folder;
    }
}
