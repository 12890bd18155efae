// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileSaver;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The windows of the views, opened from the menu of plain ImageJ on a screen of 1366 x 768. */
class NetworkWindowTest {

    @Test
    void placeholder() throws Exception {
        System.out.println(output("model-info", "filters"));
    }

    private static String output(String... used) throws IOException, InterruptedException {
        Optional<Xvfb> xvfb = Xvfb.start("NetworkWindowTest", "1366x768");
        if (xvfb.isEmpty()) return "";
        ImageJFolder imagej = ImageJFolder.named("imagej-network");
        Path shots = Files.createDirectories(imagej.root().resolve("shots"));
        List<String> arguments = new ArrayList<>(List.of(shots.toString(), images(imagej.root()).toString(),
                Files.createTempDirectory(imagej.root(), "index").toString()));
        arguments.addAll(List.of(used));
        try (Xvfb display = xvfb.get()) {
            return imagej.output(imagej.start(NetworkHost.class, false, List.of("DISPLAY=" + display.display()),
                    arguments.toArray(String[]::new)), 240);
        }
    }

    /** Writes cells of two classes, a file each: infected/infected-1.tif. */
    private static Path images(Path root) throws IOException {
        Path folder = root.resolve("cells");
        for (String of : List.of("test infected", "healthy healthy")) {
            ImagePlus stack = IJ.openImage("src/test/resources/models/puncta_" + of.split(" ")[0] + ".tif");
            Path to = Files.createDirectories(folder.resolve(of.split(" ")[1]));
            for (int i = 1; i <= 20; i++) {
                ImagePlus slice = new ImagePlus("", stack.getStack().getProcessor(i));
                new FileSaver(slice).saveAsTiff(to + File.separator + to.getFileName() + "-" + i + ".tif");
            }
        }
        return folder;
    }
}
