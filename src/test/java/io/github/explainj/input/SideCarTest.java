// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.ModelFile;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code NAME.explainj.json} as docs/model-card.md describes it. */
class SideCarTest {

    @TempDir
    Path folder;

    private static Graph graph() {
        GraphBuilder b = new GraphBuilder();
        b.output("logits", b.input("image", ElementType.FLOAT, -1, 3, -1, -1).mean(false, 2, 3));
        return b.build();
    }

    private ModelCard card(String json) throws IOException {
        Path onnx = Files.write(folder.resolve("net.onnx"), graph().bytes());
        Files.writeString(folder.resolve("net.explainj.json"), json);
        return Cards.of(graph(), ModelSource.open(onnx), Map.of());
    }

    private static String example() throws IOException {
        String page = Files.readString(Path.of("docs/model-card.md"));
        int from = page.indexOf("```json") + 7;
        return page.substring(from, page.indexOf("```", from));
    }

    private void refused(String code, String from, String to, String... named) throws IOException {
        String json = example().replace(from, to);
        Problem p = assertThrows(Problem.class, () -> card(json));
        assertEquals(code, p.code(), p.getMessage());
        for (String n : named) assertTrue(p.getMessage().contains(n), () -> n + " is not in: " + p.getMessage());
    }

    @Test
    void theExampleOfTheDocumentationIsRead() throws IOException {
        ModelCard card = card(example());
        InputCard in = card.inputs().get(0);
        OutputCard out = card.outputs().get(0);
        assertEquals("Slide grader", card.name());
        assertEquals("net.explainj.json", card.source());
        assertEquals(List.of("red", "green", "blue"), in.channels());
        assertEquals(List.of(0.5, 0.5), in.micrometres());
        assertEquals(List.of(new InputCard.Size(224, 0), new InputCard.Size(224, 0)), in.spatialSizes());
        assertEquals("colour", in.background());
        assertEquals(List.of(178f, 138f, 178f), in.dataMean().orElseThrow());
        assertEquals(List.of(0.0, 255.0), in.range());
        assertEquals(List.of("stroma", "tumour"), out.classes());
        assertEquals("none", out.activation());
        assertTrue(card.remarks().isEmpty(), card.remarks().toString());
    }

    /** (255 / 255 - 0.7) / 0.2 = 1.5, (127.5 / 255 - 0.54) / 0.25 = -0.16, (0 - 0.7) / 0.2 = -3.5. */
    @Test
    void itsNormalisationIsScaledThenStandardised() throws IOException {
        Tensor image = new Tensor(new float[] {255, 127.5f, 0}, 1, 3, 1, 1);
        float[] fed = card(example()).inputs().get(0).preprocessing().fit(image, new OrtRunner()).apply(image).data();
        assertArrayEquals(new float[] {1.5f, -0.16f, -3.5f}, fed, 1e-5f);
    }

    @Test
    void misspeltEntriesNameTheNearest() throws IOException {
        refused("P15", "\"normalise\"", "\"normalize\"", "net.explainj.json", "inputs.image.normalize", "normalise");
        refused("P15", "\"licence\"", "\"license\"", "licence");
        refused("P15", "\"0-1\"", "\"0-255\"", "\"0-255\"", "percentile");
        refused("P15", "[\"stroma\", \"tumour\"]", "\"stroma\"", "outputs.logits.classes", "must be a list");
    }

    @Test
    void whatContradictsTheModelIsRefused() throws IOException {
        refused("P17", "\"image\"", "\"picture\"", "\"picture\"", "\"image\"");
        refused("P17", "bcyx", "bcx", "[image_0, 3, image_2, image_3]");
        refused("P17", "[\"red\", \"green\", \"blue\"]", "[\"grey\"]", "1 channel names", "3 channels");
        refused("P17", "[0, 255]", "[255, 0]", "range");
        refused("P17", "[0.7, 0.54, 0.7]", "[0.7, 0.54]", "mean has 2 values for 3 channels");
    }

    @Test
    void anotherFormatAndBrokenJsonAreRefused() throws IOException {
        refused("P14", "\"format\": 1", "\"format\": 2", "format 2");
        refused("P15", "\"format\": 1,", "\"format\": 1 1", "net.explainj.json", "not valid JSON");
    }

    @Test
    void imagenetTurnsRoundForBgr() throws IOException {
        ModelCard card = card("{\"format\": 1, \"inputs\": {\"image\": {\"normalise\": \"imagenet\", \"range\": [0, 1],"
                + " \"channel_order\": \"bgr\"}}}");
        Tensor image = new Tensor(new float[] {0.485f, 0.456f, 0.406f + 0.225f}, 1, 3, 1, 1);
        float[] fed = card.inputs().get(0).preprocessing().fit(image, new OrtRunner()).apply(image).data();
        assertArrayEquals(new float[] {1, 0, 0}, fed, 1e-5f);
    }

    @Test
    void zeroToOneFollowsTheBitDepthWithoutARange() throws IOException {
        Preprocessing p = card("{\"format\": 1, \"inputs\": {\"image\": {\"normalise\": \"0-1\"}}}").inputs().get(0).preprocessing();
        Tensor image = new Tensor(new float[] {51, 0, 255}, 1, 3, 1, 1);
        assertEquals(0.2f, p.fit(new Whole(image, 8, Map.of()), new OrtRunner()).apply(image).data()[0], 1e-6);
        assertEquals(51 / 65535f, p.fit(new Whole(image, 16, Map.of()), new OrtRunner()).apply(image).data()[0], 1e-9);
        Problem unknown = assertThrows(Problem.class, () -> p.fit(new Whole(image, 32, Map.of()), new OrtRunner()));
        assertEquals("I10", unknown.code());
        assertTrue(unknown.getMessage().contains("0 to 255") && unknown.getMessage().contains("range=0,255"), unknown.getMessage());
    }

    @Test
    void everyPresetIsKnownToTheMenu() {
        InputCard card = new InputCard("x", new Axes("bcyx"), List.of(new InputCard.Size(1, 0), new InputCard.Size(3, 0),
                new InputCard.Size(8, 0), new InputCard.Size(8, 0)));
        for (String preset : Normalisations.NAMES)
            assertEquals(preset.equals("none"), Normalisations.apply(preset, card).preprocessing().steps().isEmpty(), preset);
    }

    @Test
    void everySideCarOfTheTestModelsIsRead() throws IOException {
        if (!Files.isDirectory(Path.of("test-models"))) System.out.println("skipped: test-models is missing");
        Assumptions.assumeTrue(Files.isDirectory(Path.of("test-models")));
        List<Path> models;
        try (java.util.stream.Stream<Path> all = Files.list(Path.of("test-models"))) {
            models = all.filter(f -> f.toString().endsWith(".onnx")).sorted().toList();
        }
        assertTrue(models.size() >= 4, models.toString());
        for (Path onnx : models) {
            ModelCard card = Cards.of(ModelFile.open(onnx).graph(), ModelSource.open(onnx), Map.of());
            assertTrue(card.source().endsWith(".explainj.json"), card.source());
            assertTrue(!card.outputs().get(0).classes().isEmpty(), onnx + " has no class names");
            assertTrue(card.inputs().get(0).preprocessing().steps().get(0).describe().startsWith("scale_linear: x * 0.003922"),
                    card.inputs().get(0).preprocessing().toString());
        }
    }
}
