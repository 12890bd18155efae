// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import io.github.explainj.problem.Nearest;
import io.github.explainj.problem.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.Optional;
import java.util.TreeMap;

/** Replaces what was read or inferred of the first input and output by what the user says. */
final class Overrides {

    private static final Map<String, BiConsumer<CardDraft, String>> KEYS = new TreeMap<>(Map.ofEntries(
            Map.entry("axes", (card, v) -> first(card).axes(new Axes(v), "axes=")),
            Map.entry("normalise", (card, v) -> normalise(card, n -> n.withPreset(Normalisations.known(v)))),
            Map.entry("range", Overrides::range),
            Map.entry("channel_order", (card, v) -> normalise(card, n -> n.withOrder(word("channel_order", v, Texts.ORDERS)))),
            Map.entry("pixel_size", (card, v) -> first(card).micrometres =
                    Texts.pixelSize(numbers("pixel_size", v), first(card).axes.spatialRank(), "pixel_size")),
            Map.entry("background", (card, v) -> first(card).background = word("background", v, Texts.BACKGROUNDS)),
            Map.entry("classes", (card, v) -> card.outputs.get(0).classes = list(v)),
            Map.entry("activation", (card, v) -> card.outputs.get(0).activation = word("activation", v, Texts.ACTIVATIONS)),
            Map.entry("channels", (card, v) -> first(card).channels = list(v)),
            Map.entry("data_mean", (card, v) -> first(card).dataMean = Optional.of(
                    numbers("data_mean", v).stream().map(Double::floatValue).toList())),
            Map.entry("mean", (card, v) -> normalise(card, n -> n.withMean(numbers("mean", v)))),
            Map.entry("std", (card, v) -> normalise(card, n -> n.withStd(numbers("std", v)))),
            Map.entry("size", Overrides::size),
            Map.entry("output_axes", (card, v) -> card.outputs.get(0).axes(new Axes(v), "output_axes="))));

    /** In this order, since some depend on others. */
    private static final List<String> ORDER =
            List.of("axes", "output_axes", "size", "channels", "range", "normalise", "mean", "std", "channel_order", "pixel_size",
                    "background", "data_mean", "classes", "activation");

    private Overrides() {}


    static void apply(Map<String, String> overrides, CardDraft card) {
        for (String key : overrides.keySet())
            if (!KEYS.containsKey(key))
                throw new Problem("A07", "The model option \"" + key + "\" is unknown. Did you mean "
                        + Nearest.names(key, KEYS.keySet(), 1).get(0) + "? Known: " + String.join(", ", KEYS.keySet()) + ".");
        for (String key : ORDER) {
            if (!overrides.containsKey(key)) continue;
            KEYS.get(key).accept(card, overrides.get(key).strip());
            card.remarks.add(key + "=" + overrides.get(key).strip() + " was given.");
        }
    }

    private static InputDraft first(CardDraft card) {
        return card.inputs.get(0);
    }

    private static void size(CardDraft card, String value) {
        String space = first(card).axes.spatial();
        List<Double> sizes = numbers("size", value);
        if (sizes.size() != space.length() || sizes.stream().anyMatch(d -> d < 1 || d != Math.rint(d)))
            throw new Problem("A07", "size=" + value + " is not possible: expected one whole number per axis of " + space + ".");
        for (int a = 0; a < space.length(); a++)
            first(card).size(space.charAt(a), new InputCard.Size(sizes.get(a).intValue(), 0), "size=");
    }

    private static void range(CardDraft card, String value) {
        List<Double> r = Texts.range(numbers("range", value), "range");
        first(card).range = r;
        if (first(card).normalisation.isPresent()) normalise(card, n -> n.withRange(r));
    }

    private static void normalise(CardDraft card, java.util.function.UnaryOperator<Normalisation> change) {
        InputDraft d = first(card);
        d.normalisation = Optional.of(change.apply(d.normalisation.orElse(Normalisation.NONE.withRange(d.range))));
    }

    private static String word(String key, String value, List<String> words) {
        if (words.contains(value)) return value;
        throw new Problem("A07", key + "=" + value + " is not possible: expected one of "
                + String.join(", ", words.stream().filter(w -> !w.isEmpty()).toList()) + ".");
    }

    private static List<String> list(String value) {
        return Arrays.stream(value.split(",")).map(String::strip).toList();
    }

    private static List<Double> numbers(String key, String value) {
        try {
            return list(value).stream().map(Double::valueOf).toList();
        } catch (NumberFormatException e) {
            throw new Problem("A07", key + "=" + value + " is not possible: expected numbers with a decimal point, separated by"
                    + " commas.");
        }
    }
}
