// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import ij.IJ;
import ij.Macro;
import ij.Prefs;
import ij.plugin.frame.Recorder;
import io.github.explainj.problem.Problem;
import java.awt.GraphicsEnvironment;
import java.io.File;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Gets the values of a command: from the macro, or from the user; and writes them to the recorder. */
final class Shell {

    /** Keys whose last value pre-fills dialogs; never used for a key that a macro leaves out. */
    private static final List<String> REMEMBERED = List.of("model", "device");

    private Shell() {}

    /**
     * Takes the values of every key.
     *
     * @param check tries what a dialog gave and may ask on; its Problem is shown and the dialog stays
     * @return empty when the user cancelled
     * @throws Problem A07 for options that are wrong, E10 with the usage when there are none and no display
     */
    static Optional<Map<String, String>> values(Form form, UnaryOperator<Map<String, String>> check) {
        String options = Macro.getOptions();
        if (options != null) return Optional.of(form.read(options));
        if (GraphicsEnvironment.isHeadless()) throw new Problem("E10", form.usage());
        return asked(form, check);
    }

    private static Optional<Map<String, String>> asked(Form form, UnaryOperator<Map<String, String>> check) {
        Map<String, String> start = form.defaults();
        for (String key : REMEMBERED) start.computeIfPresent(key, (k, text) -> Prefs.get("explainj." + k, text));
        for (;;) {
            Optional<Map<String, String>> given = FormDialog.ask(form, start);
            if (given.isEmpty()) return given;
            start = new LinkedHashMap<>(given.get());
            try {
                Map<String, String> checked = check.apply(given.get());
                REMEMBERED.stream().filter(checked::containsKey).forEach(k -> Prefs.set("explainj." + k, checked.get(k)));
                record(checked);
                return Optional.of(checked);
            } catch (Problem p) {
                IJ.showMessage("ExplainJ", wrapped(p.getMessage()));
            }
        }
    }

    /** Writes every key to the recorder, so that the line says the same on another machine and day. */
    private static void record(Map<String, String> values) {
        if (Recorder.record) values.forEach((key, value) -> Recorder.recordOption(key, recordable(value)));
    }

    private static String recordable(String value) {
        String path = File.separatorChar == '\\' ? value.replace('\\', '/') : value;
        return path.replace("\"", "\\\"");
    }

    /** Breaks a sentence into lines, as ImageJ's message window does not. */
    static String wrapped(String sentence) {
        return sentence.replaceAll("(.{60,90}?) ", "$1\n");
    }
}
