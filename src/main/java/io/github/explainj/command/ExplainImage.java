// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.command;

import ij.ImagePlus;
import io.github.explainj.plugin.Keys;
import io.github.explainj.plugin.MacroOptions;
import java.io.File;
import java.util.LinkedHashMap;
import java.util.Map;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.command.ContextCommand;
import org.scijava.log.LogService;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * Explains an image with any registered method.
 *
 * <pre>{@code
 * commandService.run(ExplainImage.class, true, "image", new File("cells.tif"), "model", "model.onnx",
 *         "method", "occlusion", "settings", "window=16 target=class:1")
 * }</pre>
 */
@Plugin(type = Command.class, label = "ExplainJ Explain Image", headless = true)
public final class ExplainImage extends ContextCommand {

    @Parameter
    private LogService log;

    @Parameter(label = "Image file", required = false, persist = false)
    private File image;

    @Parameter(label = "Open image", required = false, persist = false)
    private ImagePlus imagePlus;

    @Parameter(label = "Model: file, package or sample", required = false, persist = false)
    private String model = "";

    @Parameter(label = "Method", required = false, persist = false)
    private String method = "occlusion";

    @Parameter(label = "Target", required = false, persist = false)
    private String target = "";

    @Parameter(label = "Settings: key=value key=[value with blanks]", required = false, persist = false)
    private String settings = "";

    @Parameter(label = "Heat map", type = ItemIO.OUTPUT)
    private ImagePlus heatMap;

    @Parameter(label = "Tables as CSV", type = ItemIO.OUTPUT)
    private String table;

    @Parameter(label = "Provenance as JSON", type = ItemIO.OUTPUT)
    private String json;

    @Override
    public void run() {
        String failure = Work.failure(() -> {
            Work.Outputs outputs = Work.run(Keys.of(method), settings(), () -> Work.image(imagePlus, image));
            heatMap = outputs.map();
            table = outputs.table();
            json = outputs.json();
        });
        if (failure == null) return;
        log.error("ExplainJ: " + failure);
        cancel(failure);
    }

    private Map<String, String> settings() {
        Map<String, String> all = new LinkedHashMap<>(MacroOptions.parse(settings));
        if (!model.isEmpty()) all.putIfAbsent("model", model);
        if (!target.isEmpty()) all.putIfAbsent("target", target);
        return all;
    }
}
