// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.Explain;
import io.github.explainj.Options;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Layers and targets are chosen from lists of what the model has. */
class ChooserTest {

    @Test
    void everyWordOfTheFilterHasToBeInTheLine() {
        List<Choices.Entry> all = List.of(new Choices.Entry("a", "/layer1/Relu_output  Relu  [1, 64, 56, 56]  stride 4"),
                new Choices.Entry("b", "/layer1/Conv_output  Conv  [1, 64, 56, 56]  stride 4"));
        assertEquals(List.of("a"), Choices.filtered(all, "relu 56,").stream().map(Choices.Entry::text).toList());
        assertEquals(all, Choices.filtered(all, "  "));
        assertEquals(List.of(), Choices.filtered(all, "relu 57"));
    }

    @Test
    void layersAndTargetsAreTheModelsOwnAndReadBack() {
        try (Explain explain = Explain.open(Path.of("test-models/puncta.onnx"), new Options())) {
            List<Choices.Entry> layers = Choices.OF.get("layer").entries().apply(explain);
            assertTrue(layers.stream().anyMatch(e -> e.text().equals("/features/features.6/Relu_output_0")
                    && e.line().contains("Relu") && e.line().contains("[1, 12, 48, 48]") && e.line().contains("stride 2")), layers.toString());
            Choices targets = Choices.OF.get("target");
            List<Choices.Entry> classes = targets.entries().apply(explain);
            assertEquals("class:healthy; class:infected", targets.text(classes));
            assertEquals(2, new Common("", "", targets.text(classes), io.github.explainj.input.Fit.AUTO, "", "", "auto", Stack.CURRENT, false,
                    "", io.github.explainj.probe.Device.AUTO, true, true, true, false, "").targets().size());
        }
        try (Explain explain = Explain.open(Path.of("test-models/unet.onnx"), new Options())) {
            assertTrue(explain.targets().stream().anyMatch(t -> t.spec().startsWith("mean:")), explain.targets().toString());
        }
    }

    @Test
    void aListFillsTheFieldsOfADialog() throws Exception {
        Optional<Xvfb> xvfb = Xvfb.start("ChooserTest");
        if (xvfb.isEmpty()) return;
        Path shot = Path.of("target/layer-chooser.png").toAbsolutePath();
        try (Xvfb display = xvfb.get()) {
            String out = display.output(ChooserHost.class, shot.toString());
            assertTrue(out.contains("given layer=/features/features.6/Relu_output_0 target=class:healthy; class:infected"), out);
            assertFalse(out.contains("\tat "), out);
        }
        assertTrue(Files.size(shot) > 0);
    }
}
