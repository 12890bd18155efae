// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.Port;
import io.github.explainj.problem.Problem;
import java.util.Map;

/** Collects what is known of a model: from its package or side-car, else inferred from its graph. */
public final class Cards {

    private Cards() {}

    /**
     * Returns the card; what was inferred or replaced is among its remarks.
     *
     * @param graph the model
     * @param source where it came from
     * @param overrides what the user says instead, of the first input and output: {@code axes, normalise,
     *     range, channel_order, pixel_size, background, classes, activation}
     * @throws Problem P14 to P18 when the description is wrong or contradicts the graph, A07 for an unknown
     *     or impossible override
     */
    public static ModelCard of(Graph graph, ModelSource source, Map<String, String> overrides) {
        String file = source.weights().getFileName().toString();
        CardDraft card = new CardDraft(file.endsWith(".onnx") ? file.substring(0, file.length() - 5) : file);
        for (Port p : graph.inputs()) card.inputs.add(new InputDraft(p, Inference.input(graph, p)));
        if (card.inputs.isEmpty()) throw new Problem("M29", file + " has no input: there is nothing to explain.");
        for (Port p : graph.outputs())
            card.outputs.add(new OutputDraft(p, Inference.output(graph, p, card.inputs.get(0).axes)));
        switch (source.kind()) {
            case PLAIN -> { }
            case SIDE_CAR -> SideCar.read(source.facts(), card);
            case PACKAGE -> PackageCards.read(source, card);
        }
        if (source.kind() != ModelSource.Kind.PACKAGE) inferred(card, source);
        Overrides.apply(overrides, card);
        return card.card(source.weights());
    }

    private static void inferred(CardDraft card, ModelSource source) {
        for (InputDraft d : card.inputs)
            if (source.facts().at("inputs").at(d.port.name()).at("axes").isMissing())
                card.remarks.add(Inference.remark("Input", d.port, d.axes));
        for (OutputDraft d : card.outputs)
            if (source.facts().at("outputs").at(d.port.name()).at("axes").isMissing())
                card.remarks.add(Inference.remark("Output", d.port, d.axes));
        if (card.inputs.get(0).axes.spatialRank() < 2) return;
        if (source.facts().at("inputs").at(card.inputs.get(0).port.name()).at("normalise").isMissing())
            card.remarks.add("How intensities are normalised is not known: they go in as they are. Choose normalise= ("
                    + String.join(", ", Normalisations.NAMES) + ").");
    }
}
