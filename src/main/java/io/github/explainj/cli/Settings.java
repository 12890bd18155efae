// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.cli;

import io.github.explainj.explain.Explainer;
import io.github.explainj.problem.Nearest;
import io.github.explainj.problem.Problem;
import io.github.explainj.registry.Parameter;
import io.github.explainj.registry.Registry;
import io.github.explainj.registry.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Makes the methods of {@code --method} with the values of {@code --set}: a bare key goes to every
 * method that has it, {@code rise.cells} to one.
 */
final class Settings {

    private final List<Schema<Explainer>> schemas = new ArrayList<>();
    private final Map<String, Map<String, String>> values = new LinkedHashMap<>();

    private Settings(List<String> methods) {
        Registry<Explainer> registry = Registry.of(Explainer.class);
        for (String name : String.join(",", methods).split(",", -1)) {
            Schema<Explainer> schema = registry.schema(name.strip());
            if (values.put(schema.name(), new LinkedHashMap<>()) != null)
                throw new Problem("A07", "--method names " + schema.name() + " twice; name each method once.");
            schemas.add(schema);
        }
    }

    /**
     * @param methods names, each one or several with commas between
     * @param sets {@code key=value} or {@code method.key=value}
     * @param inner values of options that are parameters, {@code layer} and {@code wrt}; each goes to the
     *     methods that have it, and at least one must
     * @throws Problem A07 for a key that none has, A01 to A10 for a value that does not fit
     */
    static List<Explainer> methods(List<String> methods, List<String> sets, Map<String, String> inner) {
        Settings s = new Settings(methods);
        sets.forEach(s::set);
        inner.forEach(s::inner);
        List<Explainer> made = new ArrayList<>();
        for (Schema<Explainer> schema : s.schemas) made.add(schema.create(s.values.get(schema.name())));
        return made;
    }

    private void set(String text) {
        int equals = text.indexOf('=');
        if (equals < 1) throw new Problem("A07", "--set " + text + " is not possible: expected key=value, e.g. --set window=16.");
        String key = text.substring(0, equals).strip();
        String value = text.substring(equals + 1).strip();
        int dot = key.indexOf('.');
        if (dot < 0) toAll(key, value);
        else toOne(key.substring(0, dot), key.substring(dot + 1), value);
    }

    private void toAll(String key, String value) {
        List<Schema<Explainer>> having = having(key);
        if (having.isEmpty()) throw unknown(key, key, schemas);
        having.forEach(s -> put(s, key, value));
    }

    private void toOne(String method, String key, String value) {
        Schema<Explainer> schema = schemas.stream().filter(s -> s.name().equals(method)).findFirst()
                .orElseThrow(() -> new Problem("A07", "--set " + method + "." + key + " is for the method " + method
                        + ", and the methods that run are " + String.join(", ", values.keySet()) + ". Add it to --method."));
        if (!schema.has(key)) throw unknown(method + "." + key, key, List.of(schema));
        put(schema, key, value);
    }

    private void put(Schema<Explainer> schema, String key, String value) {
        if (values.get(schema.name()).put(key, value) != null)
            throw new Problem("A07", "--set " + key + " is given twice for " + schema.name() + "; give it once.");
    }

    private List<Schema<Explainer>> having(String key) {
        return schemas.stream().filter(s -> s.has(key)).toList();
    }

    private void inner(String key, String tensor) {
        List<Schema<Explainer>> having = having(key);
        if (having.isEmpty())
            throw new Problem("A07", "--" + key + " " + tensor + " is not possible: " + String.join(", ", values.keySet())
                    + " does not look at a tensor inside the model. Leave --" + key
                    + " out, or explain an inner tensor with --target mean:C@" + tensor + ".");
        having.forEach(s -> put(s, key, tensor));
    }

    private static Problem unknown(String given, String key, List<Schema<Explainer>> schemas) {
        TreeSet<String> known = new TreeSet<>();
        schemas.forEach(s -> s.parameters().stream().map(Parameter::name).forEach(known::add));
        String nearest = known.isEmpty() ? "" : " did you mean \"" + Nearest.names(key, known, 1).get(0) + "\"?";
        return new Problem("A07", "--set " + given + " is no parameter of "
                + String.join(" or ", schemas.stream().map(Schema::name).toList()) + ";" + nearest
                + " Known: " + String.join(", ", known) + ".");
    }
}
