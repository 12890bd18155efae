// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import io.github.explainj.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;

/** Says that the system does not let us read a file. */
final class Unreadable {

    private Unreadable() {}

    static Problem because(Path file, IOException e) {
        return new Problem("I11", file + " cannot be read: " + e.getMessage() + ". Check that it still exists, that you may read it"
                + " and that no other program has locked it.", e);
    }
}
