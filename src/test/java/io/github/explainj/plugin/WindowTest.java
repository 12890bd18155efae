// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.registry.Parameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** The menu entry in a real window, under the display that is there or an Xvfb of its own. */
class WindowTest {

    @Test
    void menuDialogOverlayAndTheRecordedLineGiveTheSameMap() throws Exception {
        Optional<Xvfb> xvfb = Xvfb.start("WindowTest");
        if (xvfb.isEmpty()) return;
        try (Xvfb display = xvfb.get()) {
            check(display.display());
        }
    }

    private static void check(String display) throws IOException, InterruptedException {
        ImageJFolder imagej = ImageJFolder.named("imagej-window");
        Path shot = Path.of("target/occlusion-in-imagej.png").toAbsolutePath();
        Files.deleteIfExists(shot);
        String out = imagej.output(imagej.start(WindowHost.class, false, List.of("DISPLAY=" + display), shot.toString()), 180);
        assertTrue(out.contains("same true"), out);
        assertTrue(out.contains("overlays 1"), "replaying replaces the overlay of the same name: " + out);
        assertTrue(out.lines().anyMatch(l -> l.startsWith("recorded too run(\"Grad-CAM...\"")), out);
        String line = out.lines().filter(l -> l.startsWith("recorded ")).findFirst().orElseThrow();
        for (Parameter p : Keys.of("occlusion").parameters())
            assertTrue(line.contains(p.name() + "="), p.name() + " is not recorded: " + line);
        assertEquals(1000, ImageIO.read(shot.toFile()).getWidth());
    }
}
