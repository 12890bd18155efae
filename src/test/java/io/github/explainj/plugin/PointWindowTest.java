// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.gui.Plot;
import io.github.explainj.evidence.FeatureSpaceWindow;
import io.github.explainj.explain.Finding;
import io.github.explainj.explain.Origin;
import io.github.explainj.imagej.PointPlots;
import io.github.explainj.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** What the mouse finds on a map. */
class PointWindowTest {

    private final Finding.Points points = new Finding.Points(0, "feature_space", new Tensor(new float[] {0, 0, 10, 5, 20, 0}, 3, 2),
            List.of("PC 1", "PC 2"), List.of(origin("a.tif", "healthy"), origin("b.tif", "infected"), origin("c.tif", "")),
            List.of("label", "plate"), List.of(List.of("healthy", 3.0), List.of("infected", 4.0), List.of("", 4.0)), "plate",
            Optional.empty(), Map.of());

    private static Origin origin(String image, String label) {
        return new Origin(image, "", 1, 1, "", label, "");
    }

    @Test
    void thePointUnderTheMouseIsFound() {
        Plot plot = PointPlots.plot("map", points);
        plot.getProcessor();
        for (int i = 0; i < 3; i++) {
            double x = plot.scaleXtoPxl(points.positions().data()[2 * i]);
            double y = plot.scaleYtoPxl(points.positions().data()[2 * i + 1]);
            assertEquals(OptionalInt.of(i), PointWindow.nearest(plot, points, x + 3, y - 3));
            assertTrue(PointWindow.nearest(plot, points, x + 30, y).isEmpty());
        }
    }

    @Test
    void theStatusBarSaysImageClassAndWhatColoursIt() {
        assertEquals("b.tif: infected, plate 4.0 (click opens it)", PointWindow.text(points, 1));
        assertEquals("c.tif, plate 4.0 (click opens it)", PointWindow.text(points, 2));
    }

    /** In a real window, under an Xvfb of its own. */
    @Test
    void hoveringNamesAnImageAndAClickOpensIt() throws Exception {
        Optional<Xvfb> xvfb = Xvfb.start("PointWindowTest");
        if (xvfb.isEmpty()) return;
        Path shot = Path.of("target/feature-space-window.png").toAbsolutePath();
        try (Xvfb display = xvfb.get()) {
            String out = display.output(FeatureSpaceWindow.class, shot.toString());
            assertTrue(out.contains("status healthy/healthy-"), out);
            assertTrue(out.lines().anyMatch(l -> l.matches("opened (healthy-\\d+\\.tif) for healthy/\\1")), out);
        }
        assertEquals(680, ImageIO.read(shot.toFile()).getWidth());
    }

    @Test
    void withoutADisplayNothingIsShown() {
        if (java.awt.GraphicsEnvironment.isHeadless()) PointWindow.show("map", points);
    }
}
