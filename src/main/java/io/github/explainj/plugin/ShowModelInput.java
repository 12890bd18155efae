// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import ij.ImagePlus;
import ij.plugin.PlugIn;
import java.util.Map;

/**
 * Opens exactly what the model is fed, in model space, as 32-bit stack. Saved and fed back with
 * {@code normalise=none} it gives the same score, bit for bit.
 */
public final class ShowModelInput implements PlugIn {

    private static final Form FORM = new Form("Show Model Input...", "Opens exactly what the model is fed, as 32-bit stack.",
            Keys.common("input", "model", "fit", "normalise", "channel_list", "overrides", "device"));

    @Override
    public void run(String arg) {
        Door.run(() -> Shell.values(FORM, ShowModelInput::checked).ifPresent(values -> show(Keys.common(values))));
    }

    private static Map<String, String> checked(Map<String, String> given) {
        return Method.checked(Keys.of(Keys.METHODS.names().get(0)), given);
    }

    private static void show(Common common) {
        ModelInput.of(common, Sources.image(common.input())).forEach(ImagePlus::show);
    }
}
