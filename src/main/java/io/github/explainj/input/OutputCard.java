// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is known of one output.
 *
 * @param name tensor name in the graph
 * @param axes its layout
 * @param classes class or channel names; empty when unknown
 * @param activation what the postprocessing ends in: {@code none}, {@code softmax}, {@code sigmoid}
 * @param postprocessing the package's steps
 * @param testTensor what the model must give for the inputs' test tensors
 */
public record OutputCard(String name, Axes axes, List<String> classes, String activation,
        Preprocessing postprocessing, Optional<Path> testTensor) {

    public OutputCard {
        classes = List.copyOf(classes);
    }
}
