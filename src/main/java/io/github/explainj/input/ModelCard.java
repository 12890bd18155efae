// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import java.nio.file.Path;
import java.util.List;

/**
 * What is known of a model besides its graph: from a bioimage.io package, from {@code
 * NAME.explainj.json}, or inferred from shapes.
 *
 * @param name what people call it
 * @param description one or two sentences; may be empty
 * @param licence SPDX id or text; may be empty
 * @param citations as texts; may be empty
 * @param weights the ONNX file
 * @param source where the facts come from: {@code bioimage.io 0.5.4}, {@code puncta.explainj.json},
 *     {@code inferred}
 * @param inputs in the order of the graph
 * @param outputs in the order of the graph
 * @param remarks what was inferred or assumed, in sentences that the user can check
 */
public record ModelCard(String name, String description, String licence, List<String> citations, Path weights,
        String source, List<InputCard> inputs, List<OutputCard> outputs, List<String> remarks) {

    public ModelCard {
        citations = List.copyOf(citations);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        remarks = List.copyOf(remarks);
    }
}
