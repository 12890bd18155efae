// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.command;

import ij.ImagePlus;
import ij.gui.Roi;
import io.github.explainj.imagej.Tables;
import io.github.explainj.plugin.CamBox;
import io.github.explainj.plugin.MacroOptions;
import java.io.File;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.command.ContextCommand;
import org.scijava.log.LogService;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Finds where a heat map is strong, and sets the ROI on it. */
@Plugin(type = Command.class, label = "ExplainJ Box of Map", headless = true)
public final class BoxOfMap extends ContextCommand {

    @Parameter
    private LogService log;

    /** A text: SciJava asks for a file in a dialog, or cancels, when it is the only input that is not given. */
    @Parameter(label = "Map file", required = false, persist = false)
    private String image = "";

    @Parameter(label = "Open map", required = false, persist = false)
    private ImagePlus imagePlus;

    @Parameter(label = "Settings: key=value, e.g. share=0.5 shape=outline", required = false, persist = false)
    private String settings = "";

    @Parameter(label = "ROI of the largest part", type = ItemIO.OUTPUT)
    private Roi roi;

    @Parameter(label = "Table as CSV", type = ItemIO.OUTPUT)
    private String table;

    @Override
    public void run() {
        String failure = Work.failure(() -> {
            CamBox.Found found = CamBox.mark(CamBox.values(MacroOptions.parse(settings)), Work.image(imagePlus, image.isBlank() ? null : new File(image)));
            roi = found.rois().get(0);
            table = Tables.csv(found.table());
        });
        if (failure == null) return;
        log.error("ExplainJ: " + failure);
        cancel(failure);
    }
}
