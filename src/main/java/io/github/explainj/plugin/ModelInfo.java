// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.plugin.PlugIn;
import ij.text.TextWindow;
import io.github.explainj.Explain;
import io.github.explainj.Framing;
import io.github.explainj.ModelReport;
import io.github.explainj.imagej.MapFiles;
import io.github.explainj.imagej.Tables;
import io.github.explainj.problem.Problem;
import io.github.explainj.registry.Json;
import java.awt.Font;
import java.awt.GraphicsEnvironment;
import java.awt.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Describes a model: inputs, outputs, preprocessing, remarks, and every layer at the size of the current image. */
public final class ModelInfo implements PlugIn {

    private static final Form FORM = new Form("Model Info...",
            "Describes a model: inputs, outputs, every layer, what was inferred. Sizes are those of the current image where it fits.",
            Keys.common("input", "model", "overrides", "device", "output_dir"));

    private static final int WIDTH = 1000;

    @Override
    public void run(String arg) {
        Door.run(() -> Shell.values(FORM, ModelInfo::checked).ifPresent(values -> describe(Keys.common(values))));
    }

    private static Map<String, String> checked(Map<String, String> given) {
        Models.open(Keys.common(given)).close();
        return given;
    }

    private static void describe(Common common) {
        try (Models.Lease lease = Models.open(common)) {
            ModelReport report = report(common, lease.explain());
            if (GraphicsEnvironment.isHeadless()) report.text().lines().forEach(IJ::log);
            else show("Model Info: " + lease.explain().card().name(), report);
            if (!common.outputDir().isBlank()) write(OutputFiles.folder(common.outputDir().strip()), report);
        }
    }

    /** An image that is named has to fit; the current one is of use only if it does. */
    private static ModelReport report(Common common, Explain explain) {
        boolean named = !common.input().isBlank();
        if (!named && WindowManager.getCurrentImage() == null) return new ModelReport(explain);
        try {
            ImagePlus image = Sources.image(common.input());
            Plane plane = Plane.of(image, Stack.CURRENT, Plane.takesVolumes(explain)).get(0);
            return new ModelReport(explain, explain.prepare(plane.read(image), new Framing()));
        } catch (Problem doesNotFit) {
            if (named) throw doesNotFit;
            return new ModelReport(explain);
        }
    }

    private static void show(String title, ModelReport report) {
        TextWindow window = new TextWindow(title, report.text(), WIDTH, 560);
        // its columns are made of spaces
        window.getTextPanel().setFont(new Font(Font.MONOSPACED, Font.PLAIN, 12), true);
        Tables.table(report.layers()).show(title + " layers");
        Window table = WindowManager.getWindow(title + " layers");
        if (table != null) table.setSize(WIDTH, 360);
    }

    private static void write(Path folder, ModelReport report) {
        Path file = folder.resolve("model_info.json");
        MapFiles.csv(folder.resolve("layers.csv"), report.layers());
        try {
            Files.writeString(file, Json.write(report.json()));
        } catch (IOException e) {
            throw new Problem("E09", file + " cannot be written: " + e.getMessage()
                    + ". Choose another output folder, or check its permissions and free space.", e);
        }
        IJ.log("ExplainJ: files are in " + folder);
    }
}
