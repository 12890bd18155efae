// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import java.nio.file.Path;
import java.util.Map;

/**
 * A gradient that was exported elsewhere and takes the place of ours for the explained input: a graph
 * that takes what the model takes and a weight for each number of one of the model's outputs, and
 * returns the gradient of the sum of their products.
 *
 * @param file an ONNX file, from PyTorch say
 * @param names what is called otherwise there: a name of the model's input, {@code output}, {@code
 *     weights} or {@code gradient}, each with its name; the value of {@code output} is a tensor of the
 *     model, the first output where it is not given
 */
public record GradientFile(Path file, Map<String, String> names) {

    static final String OUTPUT = "output";
    static final String WEIGHTS = "weights";
    static final String GRADIENT = "gradient";

    public GradientFile {
        names = Map.copyOf(names);
    }
}
