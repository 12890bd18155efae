// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import ij.IJ;
import ij.plugin.PlugIn;
import ij.text.TextWindow;
import io.github.explainj.ModelReport;
import java.awt.GraphicsEnvironment;
import java.util.Map;

/** Describes a model: inputs, outputs, preprocessing, layers with their receptive fields, remarks. */
public final class ModelInfo implements PlugIn {

    private static final Form FORM = new Form("Model Info...", "Describes a model: inputs, outputs, layers, what was inferred.",
            Keys.common("model", "overrides", "device"));

    @Override
    public void run(String arg) {
        Door.run(() -> Shell.values(FORM, ModelInfo::checked).ifPresent(values -> show(Keys.common(values))));
    }

    private static Map<String, String> checked(Map<String, String> given) {
        Models.open(Keys.common(given)).close();
        return given;
    }

    private static void show(Common common) {
        try (Models.Lease lease = Models.open(common)) {
            String name = lease.explain().card().name();
            String text = new ModelReport(lease.explain()).text();
            if (GraphicsEnvironment.isHeadless()) text.lines().forEach(IJ::log);
            else new TextWindow("Model Info: " + name, text, 900, 600);
        }
    }
}
