// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import ij.Prefs;
import ij.plugin.PlugIn;
import io.github.explainj.probe.Device;
import io.github.explainj.registry.About;
import io.github.explainj.registry.Schema;
import java.util.Map;

/** Keeps what dialogs start with. A macro never depends on it. */
public final class Settings implements PlugIn {

    private static final Schema<Preset> PRESET = Schema.of(Preset.class);

    /** What dialogs are filled with. */
    record Preset(
            @About("Where models run: auto, cpu or cuda:0.") Device device,
            @About("Folder in which the file chooser for models starts.") String modelFolder) {

        Preset() {
            this(Device.AUTO, "");
        }
    }

    @Override
    public void run(String arg) {
        Form form = new Form("Settings...", "What ExplainJ's dialogs start with; macros always say it themselves.",
                PRESET.parameters());
        Door.run(() -> Shell.values(form, Settings::checked).ifPresent(values -> keep(PRESET.create(values))));
    }

    private static Map<String, String> checked(Map<String, String> given) {
        PRESET.create(given);
        return given;
    }

    private static void keep(Preset preset) {
        Prefs.set("explainj.device", preset.device().toString());
        Prefs.set("explainj.model_folder", preset.modelFolder());
        Prefs.savePreferences();
    }
}
