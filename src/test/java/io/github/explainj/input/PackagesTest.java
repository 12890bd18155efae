// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.ModelFile;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** bioimage.io packages, real and broken ones. */
class PackagesTest {

    private static final String V5 = """
            format_version: 0.5.4
            type: model
            name: Tiny
            description: Doubles.
            license: MIT
            cite: [{text: A paper, doi: 10.1/2}]
            inputs:
              - id: raw
                axes:
                  - {type: batch}
                  - {type: channel, channel_names: [dna, actin]}
                  - {type: space, id: y, size: {min: 32, step: 16}, unit: nanometer, scale: 500}
                  - {type: space, id: x, size: {tensor_id: raw, axis_id: y, offset: 0}, unit: nanometer, scale: 250}
                data: {type: float32, range: [0, 255]}
                preprocessing: [{id: scale_linear, kwargs: {gain: 2}}]
            outputs:
              - id: out
                axes:
                  - {type: batch}
                  - {type: channel, channel_names: [a, b]}
                  - {type: space, id: y, size: {tensor_id: raw, axis_id: y}}
                  - {type: space, id: x, size: {tensor_id: raw, axis_id: x}}
                postprocessing: [{id: softmax}, {id: ensure_dtype, kwargs: {dtype: float32}}]
            weights: {onnx: {source: weights.onnx}}
            """;

    @TempDir
    Path folder;

    private static Graph graph() {
        GraphBuilder b = new GraphBuilder();
        b.output("y", b.input("x", ElementType.FLOAT, -1, 2, -1, -1).times(2));
        return b.build();
    }

    private ModelSource open(String yaml) throws IOException {
        Files.write(folder.resolve("weights.onnx"), graph().bytes());
        Files.writeString(folder.resolve("rdf.yaml"), yaml);
        return ModelSource.open(folder);
    }

    private ModelCard card(String yaml) throws IOException {
        return Cards.of(graph(), open(yaml), Map.of());
    }

    private void refused(String code, String yaml, String... named) {
        Problem p = assertThrows(Problem.class, () -> card(yaml));
        assertEquals(code, p.code(), p.getMessage());
        for (String n : named) assertTrue(p.getMessage().contains(n), () -> n + " is not in: " + p.getMessage());
    }

    @Test
    void aPackageOfFormat5TellsEverything() throws IOException {
        ModelCard card = card(V5);
        InputCard input = card.inputs().get(0);
        assertEquals("bioimage.io 0.5.4", card.source());
        assertEquals(List.of("A paper doi:10.1/2"), card.citations());
        assertEquals("x", input.name());
        assertEquals(List.of("dna", "actin"), input.channels());
        assertEquals(List.of(new InputCard.Size(32, 16), new InputCard.Size(64, 32)), input.spatialSizes());
        assertEquals(List.of(0.5, 0.25), input.micrometres());
        assertEquals(List.of(0.0, 255.0), input.range());
        assertEquals(List.of("a", "b"), card.outputs().get(0).classes());
        assertEquals("softmax", card.outputs().get(0).activation());
    }

    @Test
    void aPackageOfFormat4TellsSizesAndSteps() throws IOException {
        ModelCard card = card("""
                format_version: 0.4.9
                type: model
                name: Four
                inputs:
                  - {name: raw, axes: bcyx, data_type: float32, data_range: [-.inf, .inf],
                     shape: {min: [1, 2, 64, 64], step: [0, 0, 16, 16]},
                     preprocessing: [{name: scale_range, kwargs: {mode: per_sample, axes: yx, max_percentile: 99.8}}]}
                outputs:
                  - {name: out, axes: bcyx, data_type: float32, shape: {reference_tensor: raw, scale: [1, 1, 1, 1], offset: [0, 0, 0, 0]},
                     postprocessing: [{name: sigmoid}]}
                weights: {onnx: {source: weights.onnx}, keras_hdf5: {source: w.h5}}
                """);
        assertEquals(new InputCard.Size(64, 16), card.inputs().get(0).spatialSizes().get(1));
        assertEquals("scale_range: percentiles 0 to 99.8 become 0 to 1",
                card.inputs().get(0).preprocessing().steps().get(0).describe());
        assertEquals("sigmoid", card.outputs().get(0).activation());
        assertTrue(card.inputs().get(0).range().isEmpty());
    }

    @Test
    void aZipOpensLikeItsFolder() throws IOException {
        System.setProperty(Archives.PROPERTY, folder.resolve("cache").toString());
        try {
            Path zip = Files.write(folder.resolve("tiny.zip"),
                    new ZipBytes().add("rdf.yaml", V5).add("weights.onnx", graph().bytes()).bytes());
            assertEquals("Tiny", Cards.of(graph(), ModelSource.open(zip), Map.of()).name());
        } finally {
            System.clearProperty(Archives.PROPERTY);
        }
    }

    @Test
    void p14NoDescriptionTwoOrAnotherKindAreRefused() throws IOException {
        Files.writeString(folder.resolve("readme.txt"), "nothing");
        Problem none = assertThrows(Problem.class, () -> ModelSource.open(folder));
        assertEquals("P14", none.code());
        assertTrue(none.getMessage().contains("readme.txt"), none.getMessage());
        refused("P14", V5.replace("type: model", "type: dataset"), "\"dataset\"");
        refused("P14", V5.replace("0.5.4", "0.3.6"), "0.3.6", "0.4 and 0.5");
        refused("P14", V5.replace("0.5.4", "1.0"), "1.0");
        Files.writeString(folder.resolve("bioimageio.yaml"), V5);
        refused("P14", V5, "2 model descriptions", "rdf.yaml", "bioimageio.yaml");
    }

    @Test
    void p15BadYamlIsShownByLineAndColumn() throws IOException {
        refused("P15", "a: 1\nb: !!javax.script.ScriptEngineManager [x]\n", "javax.script", "line 2, column 4");
        refused("P15", "a: 1\nb: !local x\n", "!local", "line 2, column 4");
        refused("P15", "a: 1\na: 2\n", "line 2", "duplicate");
        refused("P15", "a:\n\t- b\n", "line 2, column 1");
        refused("P15", "[".repeat(100_000), "line 1, column 51", "50 levels");
        refused("P15", "a: " + "x".repeat(4 << 20), "3145728");
        refused("P15", "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [" + "*a,".repeat(60) + "]\nc: [" + "*b,".repeat(60) + "]\n", "50");
        Files.write(folder.resolve("rdf.yaml"), "a: 1\nb: \u00e4".getBytes(StandardCharsets.ISO_8859_1));
        Problem p = assertThrows(Problem.class, () -> ModelSource.open(folder));
        assertEquals("P15", p.code());
        assertTrue(p.getMessage().contains("line 2, column 4") && p.getMessage().contains("UTF-8"), p.getMessage());
    }

    @Test
    void p16WeightsMustBeThereAndWhole() throws IOException {
        refused("P16", V5.replace("weights: {onnx: {source: weights.onnx}}", "weights: {torchscript: {source: w.pt}}"), "torchscript");
        refused("P16", V5.replace("source: weights.onnx", "source: other.onnx"), "\"other.onnx\"", "weights.onnx");
        refused("P16", V5.replace("source: weights.onnx", "source: https://zenodo.org/w.onnx"), "https://zenodo.org/w.onnx");
        refused("P16", V5.replace("source: weights.onnx", "source: weights.onnx, sha256: 00ff"), "00ff",
                PackageFiles.sha256(Files.write(folder.resolve("weights.onnx"), graph().bytes())));
    }

    @Test
    void weightsOutsideTheFolderAreRefused() {
        refused("P01", V5.replace("source: weights.onnx", "source: ../w.onnx"), "\"../w.onnx\"", "outside");
        refused("P02", V5.replace("source: weights.onnx", "source: /etc/w.onnx"), "/etc/w.onnx", "absolute");
    }

    @Test
    void p17WhatContradictsTheModelIsRefusedWithBothShapes() {
        refused("P17", V5.replace("channel_names: [dna, actin]", "channel_names: [dna]"), "1 channel names", "2 channels");
        refused("P17", V5.replace("      - {type: channel, channel_names: [dna, actin]}\n", ""), "byx", "[x_0, 2, x_2, x_3]");
        refused("P17", V5.replace("outputs:", "unused:"), "0 outputs", "has 1");
        refused("P17", V5.replace("axis_id: y, offset: 0", "axis_id: q"), "\"q\"");
    }

    @Test
    void p17ADuplicateTensorNameIsRefused() {
        refused("P17", V5.replace("id: out", "id: raw"), "\"raw\"", "two tensors");
    }

    @Test
    void p18StepsAndAddressesThatAreNotSupportedAreNamed() {
        refused("P18", V5.replace("id: scale_linear", "id: my_norm"), "\"my_norm\"", "scale_linear");
        refused("P18", V5 + "attachments: [{source: 'file:///etc/passwd'}]\n", "file:///etc/passwd", "attachments");
        refused("P18", V5 + "covers: ['http://192.168.1.1/admin']\n", "192.168.1.1", "covers[0]");
        refused("P18", V5 + "covers: ['http://localhost:8080/x']\n", "localhost");
    }

    @Test
    void theRealPackageReproducesItsTestOutput() throws Exception {
        Path real = Shared.require("real/unet2d_nuclei_broad");
        for (String file : List.of("bioimageio.yaml", "v0_4_9.bioimageio.yaml", "v0_4_0.bioimageio.yaml")) {
            ModelSource source = ModelSource.open(real.resolve(file));
            ModelCard card = Cards.of(ModelFile.open(source.weights()).graph(), source, Map.of());
            InputCard input = card.inputs().get(0);
            assertEquals("bcyx", input.axes().letters());
            assertEquals(List.of(new InputCard.Size(512, 0), new InputCard.Size(512, 0)), input.spatialSizes());
            assertEquals("sigmoid", card.outputs().get(0).activation());
            List<String> found = TestTensors.verify(card, x -> run(source.weights(), card, x), new OrtRunner());
            System.out.println(file + ": " + found);
            assertEquals(1, found.size());
            assertTrue(found.get(0).contains("is reproduced"), found.toString());
        }
    }

    @Test
    void p18ATestTensorThatIsNotReproducedIsShownWithDifferenceAndTolerance() throws Exception {
        Path real = Shared.require("real/unet2d_nuclei_broad");
        ModelSource source = ModelSource.open(real);
        ModelCard card = Cards.of(ModelFile.open(source.weights()).graph(), source, Map.of());
        Problem p = assertThrows(Problem.class,
                () -> TestTensors.verify(card, x -> half(run(source.weights(), card, x)), new OrtRunner()));
        assertEquals("P18", p.code());
        assertTrue(p.getMessage().contains("is not reproduced") && p.getMessage().contains("largest difference")
                && p.getMessage().contains("0.001"), p.getMessage());
    }

    private static Map<String, Tensor> half(Map<String, Tensor> outputs) {
        Tensor t = outputs.values().iterator().next();
        for (int i = 0; i < t.size(); i++) t.data()[i] /= 2;
        return outputs;
    }

    @Test
    void theRealFolderOpensItsMainDescription() {
        ModelSource source = ModelSource.open(Shared.require("real/unet2d_nuclei_broad"));
        assertEquals("bioimageio.yaml", source.description().orElseThrow().getFileName().toString());
        Problem p = assertThrows(Problem.class,
                () -> ModelSource.open(source.folder().resolve("expand_output_shape.bioimageio.yaml")));
        assertEquals("P16", p.code());
    }

    private static Map<String, Tensor> run(Path onnx, ModelCard card, Map<String, Tensor> fed) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        Tensor x = fed.get(card.inputs().get(0).name());
        long[] shape = java.util.Arrays.stream(x.shape()).asLongStream().toArray();
        try (OrtSession session = environment.createSession(onnx.toString());
                OnnxTensor in = OnnxTensor.createTensor(environment, FloatBuffer.wrap(x.data()), shape);
                OrtSession.Result result = session.run(Map.of(card.inputs().get(0).name(), in))) {
            OnnxTensor out = (OnnxTensor) result.get(0);
            float[] values = new float[out.getFloatBuffer().remaining()];
            out.getFloatBuffer().get(values);
            int[] dims = java.util.Arrays.stream(out.getInfo().getShape()).mapToInt(d -> (int) d).toArray();
            return Map.of(card.outputs().get(0).name(), new Tensor(values, dims));
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }
}
