// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import ij.Prefs;
import ij.gui.GenericDialog;
import ij.io.OpenDialog;
import io.github.explainj.registry.Parameter;
import java.awt.Button;
import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.FlowLayout;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Panel;
import java.awt.TextField;
import java.io.File;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.Vector;
import java.util.function.Supplier;

/**
 * Asks for the values of a form. Only ever made with a display and outside a macro.
 *
 * <p>Fields are read from the components and not with {@code getNext...}, which would record keys made
 * from labels.
 */
final class FormDialog {

    private static final Set<String> FILES = Set.of("model", "labels");
    private static final Set<String> FOLDERS = Set.of("output_dir", "model_folder", "images", "index");
    /** Asked by no dialog: the image is the one in front. */
    private static final Set<String> NOT_ASKED = Set.of("input");

    private final Form form;
    private final GenericDialog dialog;
    private final Map<String, Supplier<String>> fields = new LinkedHashMap<>();

    private FormDialog(Form form, Map<String, String> start) {
        this.form = form;
        dialog = new GenericDialog(form.command().replace("...", ""));
        dialog.addMessage(form.about());
        Columns columns = new Columns(dialog);
        for (Parameter p : form.parameters()) {
            int before = dialog.getComponentCount();
            add(p, start.get(p.name()));
            columns.put(p.name(), before);
        }
        columns.lay();
        dialog.addHelp(help(form));
    }

    /** Shows the dialog; empty when it was cancelled. */
    static Optional<Map<String, String>> ask(Form form, Map<String, String> start) {
        FormDialog asked = new FormDialog(form, start);
        asked.show();
        if (asked.dialog.wasCanceled()) return Optional.empty();
        Map<String, String> values = new LinkedHashMap<>(start);
        asked.fields.forEach((name, field) -> values.put(name, field.get().strip()));
        return Optional.of(values);
    }

    /** Lets the file chooser start in the folder of {@code Settings...}; ImageJ's own default comes back after. */
    private void show() {
        String before = OpenDialog.getDefaultDirectory();
        String models = Prefs.get("explainj.model_folder", "");
        if (fields.keySet().stream().anyMatch(FILES::contains) && new File(models).isDirectory())
            OpenDialog.setDefaultDirectory(models);
        dialog.showDialog();
        OpenDialog.setDefaultDirectory(before);
    }

    private void add(Parameter p, String value) {
        if (NOT_ASKED.contains(p.name())) return;
        String label = label(p.name());
        if (p.isFlag()) {
            dialog.addCheckbox(label, Boolean.parseBoolean(value));
            Checkbox box = (Checkbox) last(dialog.getCheckboxes());
            box.setName(p.name());
            fields.put(p.name(), () -> String.valueOf(box.getState()));
        } else if (p.type().isEnum()) {
            dialog.addChoice(label, p.choices().toArray(String[]::new), value);
            Choice choice = (Choice) last(dialog.getChoices());
            choice.setName(p.name());
            fields.put(p.name(), choice::getSelectedItem);
        } else {
            addText(p, label, value);
            TextField field = (TextField) last(dialog.getStringFields());
            field.setName(p.name());
            fields.put(p.name(), field::getText);
        }
    }

    private void addText(Parameter p, String label, String value) {
        if (FILES.contains(p.name())) dialog.addFileField(label, value, 32);
        else if (FOLDERS.contains(p.name())) dialog.addDirectoryField(label, value, 32);
        else dialog.addStringField(label, value, p.isNumber() ? 8 : 20);
        if (Choices.OF.containsKey(p.name()) && form.names().contains("model")) addChooser(p.name());
    }

    /** Puts a button beside the field that was added last, which offers what the model has. */
    private void addChooser(String key) {
        TextField field = (TextField) last(dialog.getStringFields());
        Button button = new Button("...");
        button.setName("choose " + key);
        button.addActionListener(event -> Chooser.choose(dialog, Choices.OF.get(key), field, this::model));
        // addToSameRow would put it behind the widest line of the dialog; ImageJ's own Browse stands in a panel too
        GridBagConstraints place = ((GridBagLayout) dialog.getLayout()).getConstraints(field);
        Panel panel = new Panel(new FlowLayout(FlowLayout.LEFT, 0, 0));
        dialog.remove(field);
        panel.add(field);
        panel.add(button);
        dialog.add(panel, place);
    }

    /** Returns what the dialog says of the model now. */
    private Common model() {
        Map<String, String> given = new LinkedHashMap<>();
        for (String key : List.of("model", "overrides", "device"))
            if (fields.containsKey(key)) given.put(key, fields.get(key).get().strip());
        return Keys.common(given);
    }

    private static Object last(Vector<?> components) {
        return components.lastElement();
    }

    /** Turns {@code target_per_image} into {@code Target per image}. */
    private static String label(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1).replace('_', ' ');
    }

    private static String help(Form form) {
        List<String> rows = form.parameters().stream()
                .map(p -> "<tr><td valign=top><b>" + p.name() + "</b></td><td>" + p.about()
                        + (p.choices().isEmpty() || p.isFlag() ? "" : " (" + String.join(", ", p.choices()) + ")")
                        + (p.defaultText().isEmpty() ? "" : " Default: " + p.defaultText()) + "</td></tr>").toList();
        return "<html>" + form.about() + "<table width=520>" + String.join("", rows) + "</table>";
    }
}
