// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import ij.Macro;
import ij.Prefs;
import ij.plugin.PlugIn;
import io.github.explainj.imagej.ImageFiles;
import io.github.explainj.registry.Parameter;
import io.github.explainj.problem.Problem;
import java.util.List;

/**
 * Opens the bundled image and offers the bundled model in the dialogs. A macro says {@code
 * sample=volume} here for another one, and {@code model=sample:volume} afterwards.
 */
public final class OpenSample implements PlugIn {

    private static final Form FORM = new Form("Open Sample", "Opens a bundled image.",
            List.of(new Parameter("sample", String.class, SampleFiles.NAMES.get(0), "Which of the bundled images.",
                    Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, SampleFiles.NAMES)));

    @Override
    public void run(String arg) {
        Door.run(() -> {
            String options = Macro.getOptions();
            String name = options == null ? SampleFiles.NAMES.get(0) : FORM.read(options).get("sample");
            if (!SampleFiles.NAMES.contains(name))
                throw new Problem("A07", "sample=" + name + " is not possible: there are "
                        + String.join(", ", SampleFiles.NAMES) + ".");
            Prefs.set("explainj.model", SampleFiles.model("sample:" + name).toString());
            ImageFiles.open(SampleFiles.image(name)).show();
        });
    }
}
