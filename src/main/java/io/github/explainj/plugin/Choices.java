// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import io.github.explainj.Explain;
import io.github.explainj.LayerChoice;
import io.github.explainj.TargetChoice;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a dialog's field can be filled with: the layers or targets that the model has.
 *
 * @param title of the list
 * @param several whether more than one can be chosen
 * @param separator between those that are chosen
 * @param entries lists them
 */
record Choices(String title, boolean several, String separator, Function<Explain, List<Choices.Entry>> entries) {

    /** The keys that are chosen from a list. */
    static final Map<String, Choices> OF = Map.of(
            "layer", new Choices("Layers", true, ",", Choices::layers),
            "wrt", new Choices("Tensors", false, "", Choices::tensors),
            "target", new Choices("Targets", true, "; ", Choices::targets));

    /**
     * One of them.
     *
     * @param text what the field is filled with
     * @param line what the list shows: name, operator, shape, stride
     */
    record Entry(String text, String line) {

        /** Returns whether every word of a filter is in its line; upper and lower case are the same. */
        boolean matches(String filter) {
            String lower = line.toLowerCase(Locale.ROOT);
            return Stream.of(filter.toLowerCase(Locale.ROOT).strip().split("\\s+")).allMatch(lower::contains);
        }
    }

    /** Returns those that a filter leaves, in the order of the model. */
    static List<Entry> filtered(List<Entry> all, String filter) {
        return all.stream().filter(e -> e.matches(filter)).toList();
    }

    /** Returns the text of the field: what is chosen, joined. */
    String text(List<Entry> chosen) {
        return String.join(separator, chosen.stream().map(Entry::text).toList());
    }

    private static List<Entry> layers(Explain explain) {
        return explain.layers().stream().map(l -> new Entry(l.tensor(), l.line() + (l.gradCam() ? "  (Grad-CAM)" : ""))).toList();
    }

    private static List<Entry> tensors(Explain explain) {
        Stream<Entry> inputs = explain.graph().inputs().stream().map(p -> new Entry(p.name(), p.name() + "  Input  " + p.shape()));
        return Stream.concat(inputs, explain.layers().stream().map((LayerChoice l) -> new Entry(l.tensor(), l.line()))).toList();
    }

    private static List<Entry> targets(Explain explain) {
        return explain.targets().stream().map((TargetChoice t) -> new Entry(t.spec(), t.line())).toList();
    }
}
