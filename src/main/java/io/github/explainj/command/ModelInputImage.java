// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.command;

import ij.ImagePlus;
import io.github.explainj.plugin.Keys;
import io.github.explainj.plugin.MacroOptions;
import io.github.explainj.plugin.ModelInput;
import java.io.File;
import java.util.LinkedHashMap;
import java.util.Map;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.command.ContextCommand;
import org.scijava.log.LogService;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Gives exactly what a model is fed for an image; of tiles the first. */
@Plugin(type = Command.class, label = "ExplainJ Get Model Input", headless = true)
public final class ModelInputImage extends ContextCommand {

    @Parameter
    private LogService log;

    @Parameter(label = "Image file", required = false, persist = false)
    private File image;

    @Parameter(label = "Open image", required = false, persist = false)
    private ImagePlus imagePlus;

    @Parameter(label = "Model: file, package or sample", required = false, persist = false)
    private String model = "";

    @Parameter(label = "Settings: key=value key=[value with blanks]", required = false, persist = false)
    private String settings = "";

    @Parameter(label = "Model input", type = ItemIO.OUTPUT)
    private ImagePlus modelInput;

    @Override
    public void run() {
        String failure = Work.failure(() -> {
            Map<String, String> all = new LinkedHashMap<>(MacroOptions.parse(settings));
            if (!model.isEmpty()) all.putIfAbsent("model", model);
            modelInput = ModelInput.of(Keys.common(all), Work.image(imagePlus, image)).get(0);
        });
        if (failure == null) return;
        log.error("ExplainJ: " + failure);
        cancel(failure);
    }
}
