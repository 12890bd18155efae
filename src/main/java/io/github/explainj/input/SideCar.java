// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import io.github.explainj.problem.Nearest;
import io.github.explainj.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads {@code NAME.explainj.json}; docs/model-card.md describes every entry. */
final class SideCar {

    private static final List<String> ROOT = List.of("format", "name", "description", "inputs", "outputs", "licence", "citation");
    private static final List<String> INPUT = List.of("axes", "channels", "normalise", "range", "mean", "std", "channel_order",
            "pixel_size_um", "background", "data_mean", "size");
    private static final List<String> OUTPUT = List.of("axes", "classes", "activation");
    private static final int FORMAT = 1;

    private SideCar() {}

    static void read(Facts f, CardDraft card) {
        f.only(ROOT);
        if (f.at("format").whole() != FORMAT)
            throw new Problem("P14", f.file() + " has format " + f.at("format").whole() + "; this version reads format " + FORMAT
                    + ". Update ExplainJ or write \"format\": " + FORMAT + ".");
        card.source = f.file();
        card.name = f.at("name").text(card.name);
        card.description = f.at("description").text("");
        card.licence = f.at("licence").text("");
        f.at("citation").optionalText().ifPresent(c -> card.citations = List.of(c));
        f.at("inputs").entries().forEach((name, facts) -> input(facts, named(f, name, card.inputs, d -> d.port.name())));
        f.at("outputs").entries().forEach((name, facts) -> output(facts, named(f, name, card.outputs, d -> d.port.name())));
    }

    private static <T> T named(Facts f, String name, List<T> drafts, Function<T, String> of) {
        Map<String, T> known = drafts.stream().collect(Collectors.toMap(of, d -> d));
        if (known.containsKey(name)) return known.get(name);
        throw new Problem("P17", f.file() + " describes the tensor \"" + name + "\", which the model does not have. Did you mean \""
                + String.join("\" or \"", Nearest.names(name, known.keySet(), 2)) + "\"?");
    }

    private static void input(Facts f, InputDraft d) {
        f.only(INPUT);
        f.at("axes").optionalText().ifPresent(a -> d.axes(new Axes(a), f.file()));
        d.channels = f.at("channels").texts();
        d.range = f.at("range").isMissing() ? List.of() : Texts.range(f.at("range").numbers(), f.file() + ", range");
        d.background = f.at("background").oneOf(Texts.BACKGROUNDS, "");
        if (!f.at("data_mean").isMissing())
            d.dataMean = java.util.Optional.of(f.at("data_mean").numbers().stream().map(Double::floatValue).toList());
        spatial(f, d);
        d.normalisation = java.util.Optional.of(new Normalisation(f.at("normalise").oneOf(Normalisations.NAMES, "none"), d.range,
                f.at("mean").numbers(), f.at("std").numbers(), f.at("channel_order").oneOf(Texts.ORDERS, "rgb")));
    }

    private static void spatial(Facts f, InputDraft d) {
        String space = d.axes.spatial();
        List<Facts> size = f.at("size").items();
        List<Double> pixel = f.at("pixel_size_um").isMissing() ? List.of() : f.at("pixel_size_um").numbers();
        if (!pixel.isEmpty()) d.micrometres = Texts.pixelSize(pixel, space.length(), f.file() + ", pixel_size_um");
        if (size.isEmpty()) return;
        if (size.size() != space.length())
            throw f.at("size").expected("one size per axis of " + space);
        for (int a = 0; a < space.length(); a++)
            d.size(space.charAt(a), new InputCard.Size(size.get(a).whole(), 0), f.file());
    }

    private static void output(Facts f, OutputDraft d) {
        f.only(OUTPUT);
        f.at("axes").optionalText().ifPresent(a -> d.axes(new Axes(a), f.file()));
        d.classes = f.at("classes").texts();
        d.activation = f.at("activation").oneOf(Texts.ACTIVATIONS, "none");
    }
}
