// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.perturb;

import io.github.explainj.problem.Nearest;
import io.github.explainj.problem.Problem;
import io.github.explainj.registry.Registry;
import io.github.explainj.registry.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads and writes the text form of fills: {@code name}, {@code name:value}, a number or a file. */
final class FillTexts {

    private static final String SUFFIX = "_fill";

    private FillTexts() {}

    static Fill parse(String text, Registry<Fill> fills) {
        String t = text.strip();
        Optional<Double> number = number(t);
        if (number.isPresent()) return new ConstantFill(number.get());
        String name = t.contains(":") ? t.substring(0, t.indexOf(':')) : t;
        if (fills.names().contains(name + SUFFIX)) return named(t, name, fills);
        if (t.contains("/") || t.contains("\\") || t.matches(".*\\.[A-Za-z0-9]{2,5}")) return new ImageFill(t);
        List<String> known = choices(fills);
        throw new Problem("A04", "\"" + t + "\" is no fill; did you mean "
                + String.join(" or ", Nearest.names(t, known, 2)) + "? Expected one of "
                + String.join(", ", known) + ", a number with a decimal point, or an image file.");
    }

    private static Fill named(String text, String name, Registry<Fill> fills) {
        Schema<Fill> schema = fills.schema(name + SUFFIX);
        if (text.length() == name.length()) return schema.create(Map.of());
        if (schema.parameters().isEmpty())
            throw new Problem("A04", name + " takes no value, got \"" + text + "\". Write fill=" + name + ".");
        return schema.create(Map.of(schema.parameters().get(0).name(), text.substring(name.length() + 1)));
    }

    static String print(Fill fill) {
        Schema<Fill> schema = Registry.schemaOf(fill);
        String name = name(schema);
        List<String> values = List.copyOf(schema.values(fill).values());
        boolean isDefault = values.isEmpty() || values.get(0).equals(schema.parameters().get(0).defaultText());
        return isDefault ? name : name + ":" + values.get(0);
    }

    static List<String> choices(Registry<Fill> fills) {
        Stream<String> others = fills.schemas().stream().map(FillTexts::name)
                .filter(n -> !List.of("auto", "constant", "image").contains(n));
        return Stream.concat(Stream.of("auto"), others).toList();
    }

    private static String name(Schema<Fill> schema) {
        return schema.name().substring(0, schema.name().length() - SUFFIX.length());
    }

    private static Optional<Double> number(String text) {
        try {
            return Optional.of(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
