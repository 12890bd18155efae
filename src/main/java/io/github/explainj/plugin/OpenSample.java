// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import ij.ImagePlus;
import ij.Prefs;
import ij.plugin.PlugIn;
import io.github.explainj.imagej.ImageFiles;

/** Opens the bundled image and offers the bundled model in the dialogs; macros say {@code model=sample}. */
public final class OpenSample implements PlugIn {

    @Override
    public void run(String arg) {
        Door.run(() -> {
            ImagePlus image = ImageFiles.open(SampleFiles.image());
            Prefs.set("explainj.model", SampleFiles.model().toString());
            image.show();
        });
    }
}
