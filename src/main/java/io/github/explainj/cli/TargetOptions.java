// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Options that say what the model is asked. */
final class TargetOptions {

    @Option(names = "--target", paramLabel = "SPEC", arity = "1..*", description = "What is explained; several are scored in the same runs.")
    private List<String> targets = new ArrayList<>();

    @Option(names = "--target-per-image", description = "Find the top class of every image anew.")
    private boolean perImage;

    List<String> specs() {
        return targets;
    }

    boolean perImage() {
        return perImage;
    }
}
