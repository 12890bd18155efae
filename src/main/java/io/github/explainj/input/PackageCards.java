// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import io.github.explainj.problem.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what a bioimage.io model description (formats 0.4 and 0.5) says of a model. */
final class PackageCards {

    private PackageCards() {}

    /** Tensors go by their order, as bioimageio.core does: ids need not be the graph's names. */
    static void read(ModelSource source, CardDraft card) {
        Facts f = source.facts();
        int format = Packages.version(f);
        card.name = f.at("name").text(card.name);
        card.description = f.at("description").text("");
        card.licence = f.at("license").isMap() ? f.at("license").at("name").text("") : f.at("license").text("");
        card.citations = f.at("cite").items().stream().map(PackageCards::citation).toList();
        card.source = "bioimage.io " + f.at("format_version").text();
        counts("inputs", f.at("inputs").items(), card.inputs.size());
        counts("outputs", f.at("outputs").items(), card.outputs.size());
        TensorReader reader = new TensorReader(format, f, names(f, format, card), card.remarks);
        for (int i = 0; i < card.inputs.size(); i++) {
            reader.input(f.at("inputs").items().get(i), card.inputs.get(i));
            card.inputs.get(i).testTensor = tensor(source, card, format, "inputs", "test", i);
            card.inputs.get(i).sampleTensor = tensor(source, card, format, "inputs", "sample", i);
        }
        for (int i = 0; i < card.outputs.size(); i++) {
            reader.output(f.at("outputs").items().get(i), card.outputs.get(i));
            card.outputs.get(i).testTensor = tensor(source, card, format, "outputs", "test", i);
        }
    }

    private static Map<String, String> names(Facts f, int format, CardDraft card) {
        Map<String, String> names = new LinkedHashMap<>();
        String id = format == 4 ? "name" : "id";
        for (int i = 0; i < card.inputs.size(); i++)
            names.put(f.at("inputs").items().get(i).at(id).text("input"), card.inputs.get(i).port.name());
        for (int i = 0; i < card.outputs.size(); i++)
            if (names.put(f.at("outputs").items().get(i).at(id).text("output"), card.outputs.get(i).port.name()) != null)
                throw new Problem("P17", f.file() + " uses the name \"" + f.at("outputs").items().get(i).at(id).text("output")
                        + "\" for two tensors. Give each its own.");
        return names;
    }

    private static void counts(String what, List<Facts> described, int inGraph) {
        if (described.size() == inGraph) return;
        String file = described.isEmpty() ? "The description" : described.get(0).file();
        throw new Problem("P17", file + " describes " + described.size() + " " + what + " and the model has " + inGraph
                + ". The description and the weights do not belong together.");
    }

    private static String citation(Facts cite) {
        return Stream.of(cite.at("text").text(""), cite.at("doi").optionalText().map(d -> "doi:" + d).orElse(""))
                .filter(s -> !s.isEmpty())
                .reduce((a, b) -> a + " " + b)
                .orElse("");
    }

    private static Optional<Path> tensor(ModelSource source, CardDraft card, int format, String side, String kind, int i) {
        Facts f = source.facts();
        Facts named = format == 4 ? nth(f.at(kind + "_" + side), i) : f.at(side).items().get(i).at(kind + "_tensor").at("source");
        if (named == null || named.isMissing()) return Optional.empty();
        String name = named.text();
        if (name.matches("(?i)https?://.*")) {
            card.remarks.add("The " + kind + " tensor " + name + " is not in the package.");
            return Optional.empty();
        }
        Path file = PackageFiles.resolve(f.file(), source.folder(), name);
        if (Files.isRegularFile(file)) return Optional.of(file);
        card.remarks.add("The " + kind + " tensor " + name + " is missing in the package.");
        return Optional.empty();
    }

    private static Facts nth(Facts list, int i) {
        List<Facts> items = new ArrayList<>(list.items());
        return i < items.size() ? items.get(i) : null;
    }
}
