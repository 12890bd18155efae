// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import io.github.explainj.problem.Nearest;
import io.github.explainj.problem.Problem;
import io.github.explainj.registry.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The questions of one command: its dialog and its macro keys.
 *
 * @param command label in the menu, e.g. {@code Occlusion Map...}
 * @param about one sentence shown in the dialog
 * @param parameters in the order in which they are asked
 */
record Form(String command, String about, List<Parameter> parameters) {

    Form {
        parameters = List.copyOf(parameters);
    }

    List<String> names() {
        return parameters.stream().map(Parameter::name).toList();
    }

    /** Returns the default of every key as text. */
    Map<String, String> defaults() {
        Map<String, String> texts = new LinkedHashMap<>();
        parameters.forEach(p -> texts.put(p.name(), p.defaultText()));
        return texts;
    }

    /**
     * Reads the options of a macro call.
     *
     * @return every key, those that are not given with their default
     * @throws Problem A07 for a key that is none of the command's, or given twice
     */
    Map<String, String> read(String options) {
        return filled(MacroOptions.parse(options));
    }

    /** Reads options that are in hand like {@link #read}. */
    Map<String, String> filled(Map<String, String> options) {
        Map<String, String> values = defaults();
        List<String> given = new ArrayList<>();
        options.forEach((key, value) -> {
            String name = Keys.canonical(key);
            if (!values.containsKey(name)) throw unknown(key);
            if (given.contains(name))
                throw new Problem("A07", "The options " + key + " and " + name + " mean the same; give one of them.");
            given.add(name);
            values.put(name, value);
        });
        return values;
    }

    private Problem unknown(String key) {
        return new Problem("A07", "\"" + key + "\" is no option of " + command + "; did you mean \""
                + Nearest.names(key, names(), 1).get(0) + "\"? Options: " + String.join(", ", names()) + ".");
    }

    /** Returns one line that says how a macro calls it. */
    String usage() {
        List<String> examples = parameters.stream().filter(p -> !p.defaultText().isEmpty())
                .map(p -> p.name() + "=" + p.defaultText()).toList();
        boolean asksModel = names().contains("model");
        return "Without a display nothing can be asked; usage: run(\"" + command + "\", \""
                + (asksModel ? "model=FILE.onnx " : "") + "...\"); options and defaults: " + String.join(" ", examples)
                + "; empty by default: " + String.join(", ", parameters.stream()
                        .filter(p -> p.defaultText().isEmpty()).map(Parameter::name).toList()) + ".";
    }
}
