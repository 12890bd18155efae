// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import ij.Macro;
import ij.gui.GenericDialog;
import ij.plugin.PlugIn;
import io.github.explainj.problem.Problem;
import io.github.explainj.registry.Parameter;
import io.github.explainj.registry.Schema;
import java.awt.Choice;
import java.awt.GraphicsEnvironment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs any registered explainer: {@code Explain...}, with the key {@code method} in front of its own keys. */
public final class AnyMethod implements PlugIn {

    private static final String COMMAND = "Explain...";

    @Override
    public void run(String arg) {
        Door.run(AnyMethod::run);
    }

    private static void run() {
        String options = Macro.getOptions();
        Optional<String> method = options == null ? asked() : Optional.of(named(options));
        if (method.isEmpty()) return;
        Keys keys = Keys.of(method.get());
        List<Parameter> parameters = new java.util.ArrayList<>(List.of(key()));
        parameters.addAll(keys.parameters());
        Form form = new Form(COMMAND, keys.method().label() + ": " + keys.method().about(), parameters);
        Shell.values(form, given -> withMethod(method.get(), Method.checked(keys, own(given))))
                .ifPresent(values -> Method.explain(keys.job(own(values))));
    }

    private static Parameter key() {
        return new Parameter("method", String.class, "", "Name of the method.", Double.NEGATIVE_INFINITY,
                Double.POSITIVE_INFINITY, Keys.METHODS.names());
    }

    private static String named(String options) {
        String method = MacroOptions.parse(options).getOrDefault("method", "");
        if (!method.isEmpty()) return method;
        throw new Problem("A07", COMMAND + " needs method=NAME; there are " + String.join(", ", Keys.METHODS.names())
                + ".");
    }

    private static Optional<String> asked() {
        if (GraphicsEnvironment.isHeadless())
            throw new Problem("E10", "Without a display nothing can be asked; usage: run(\"" + COMMAND
                    + "\", \"method=NAME model=FILE.onnx ...\") with one of " + String.join(", ", Keys.METHODS.names()) + ".");
        GenericDialog dialog = new GenericDialog("Explain");
        List<Schema<io.github.explainj.explain.Explainer>> methods = Keys.METHODS.schemas();
        dialog.addChoice("Method", methods.stream().map(Schema::label).toArray(String[]::new), methods.get(0).label());
        dialog.showDialog();
        if (dialog.wasCanceled()) return Optional.empty();
        return Optional.of(methods.get(((Choice) dialog.getChoices().get(0)).getSelectedIndex()).name());
    }

    private static Map<String, String> own(Map<String, String> values) {
        Map<String, String> own = new LinkedHashMap<>(values);
        own.remove("method");
        return own;
    }

    private static Map<String, String> withMethod(String method, Map<String, String> values) {
        Map<String, String> all = new LinkedHashMap<>(Map.of("method", method));
        all.putAll(values);
        return all;
    }
}
