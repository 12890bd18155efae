// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The windows of the views, opened from the menu of plain ImageJ on a screen of 1366 x 768. */
class NetworkWindowTest {

    private static final Pattern SIZE = Pattern.compile("(?:dialog|.* opened) .* (\\d+)x(\\d+)");

    @Test
    void everyViewOpensItsWindowsFromTheMenu() throws Exception {
        String out = output("model-info", "filters", "feature-maps", "activating-patches", "feature-space");
        if (out.isEmpty()) return;
        opened(out, "model-info", "Model Info: puncta", "Model Info: puncta layers");
        opened(out, "filters", "puncta_filters_montage", "puncta_filters", "puncta_filters (3200%)");
        opened(out, "feature-maps", "puncta_sample_feature_maps_montage", "puncta_sample_feature_maps", "puncta_sample_feature_maps (1000%)");
        opened(out, "activating-patches", "puncta_patches", "puncta_patches table");
        opened(out, "feature-space", "puncta_feature_space", "puncta_feature_space_quality");
        assertTrue(out.lines().anyMatch(l -> l.matches("clicked (infected|healthy)-\\d+.tif .*width=26,height=26]")), out);
        assertTrue(out.lines().anyMatch(l -> l.matches("status (infected|healthy)/\\1-\\d+.tif: \\1 \\(click opens it\\)")), out);
        assertEquals(out.lines().filter(l -> l.startsWith("dialog ")).count() + 1,
                out.lines().filter(l -> l.startsWith("recorded run(")).count(), out);
        seen(out);
    }

    private static void opened(String out, String view, String... titles) {
        for (String title : titles) assertTrue(out.contains(view + " opened \"" + title + "\""), title + " is missing: " + out);
    }

    /** A window is neither higher than the screen of a laptop nor a few pixels wide. */
    private static void seen(String out) {
        int windows = 0;
        for (Matcher m = SIZE.matcher(out); m.find(); windows++) {
            int width = Integer.parseInt(m.group(1));
            int height = Integer.parseInt(m.group(2));
            assertTrue(width >= 96 && height >= 96 && width <= 1200 && height <= 680, m.group());
        }
        assertTrue(windows >= 15, out);
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
