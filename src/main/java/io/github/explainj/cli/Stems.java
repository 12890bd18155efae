// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.cli;

import io.github.explainj.problem.Problem;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Names output files after input files. */
final class Stems {

    private Stems() {}

    /** Returns the file's name without its ending. */
    static String of(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    /**
     * @throws Problem I14 when two inputs would write the same files (on disks that ignore case, too)
     */
    static void checkDistinct(List<? extends Input> inputs) {
        Map<String, Input> seen = new HashMap<>();
        for (Input input : inputs) {
            Input other = seen.put(input.stem().toLowerCase(Locale.ROOT), input);
            if (other != null)
                throw new Problem("I14", other.name() + " and " + input.name() + " would both write files that begin with "
                        + input.stem() + "_; rename one, or run them one after the other into different folders.");
        }
    }
}
