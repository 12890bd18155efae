// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Options that say where what was found goes. */
final class OutputOptions {

    @Option(names = "--out", paramLabel = "DIR",
            description = "Folder for maps, pictures and result.json. Default: explainj-out; with --json nothing is written.")
    private Path out;

    @Option(names = "--json", description = "Print result.json, and nothing else, to standard output.")
    private boolean json;

    /**
     * Makes the folder; null when nothing is to be written.
     *
     * @param inputs files that must not be overwritten
     */
    Folder folder(List<Path> inputs) {
        if (out == null && json) return null;
        return new Folder(out != null ? out : Path.of("explainj-out"), inputs);
    }

    Console console(CommandLine line) {
        return new Console(line.getOut(), line.getErr(), json);
    }
}
