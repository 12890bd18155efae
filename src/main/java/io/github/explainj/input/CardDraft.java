// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import java.util.ArrayList;
import java.util.List;

/** A {@link ModelCard} while its parts are still being found. */
final class CardDraft {

    String name;
    String description = "";
    String licence = "";
    List<String> citations = List.of();
    String source = "inferred";
    final List<InputDraft> inputs = new ArrayList<>();
    final List<OutputDraft> outputs = new ArrayList<>();
    final List<String> remarks = new ArrayList<>();

    CardDraft(String name) {
        this.name = name;
    }

    ModelCard card(java.nio.file.Path weights) {
        return new ModelCard(name, description, licence, citations, weights, source, inputs.stream().map(InputDraft::card).toList(),
                outputs.stream().map(OutputDraft::card).toList(), remarks);
    }
}
