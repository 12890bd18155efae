// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.cli;

import io.github.explainj.Explain;
import java.nio.file.Path;
import java.util.List;

/** One thing on the command line that is to be explained; read when its turn comes. */
interface Input {

    /** Returns what the user calls it. */
    String name();

    /** Returns what the names of its files begin with when there are several. */
    String stem();

    /** Returns the files that it is read from, which must not be overwritten. */
    List<Path> protectedFiles();

    /** Reads it and fits it to the model: one, or one per slice. */
    List<Loaded> load(Explain explain);
}
