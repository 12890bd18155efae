// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.ModelFile;
import io.github.explainj.onnx.Value;
import io.github.explainj.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is concluded from shapes and operators alone. */
class InferenceTest {

    @TempDir
    Path folder;

    private static Graph graph(long... dims) {
        GraphBuilder b = new GraphBuilder();
        b.output("y", b.input("x", ElementType.FLOAT, dims).relu());
        return b.build();
    }

    private ModelCard card(Graph graph, Map<String, String> overrides) {
        try {
            Path file = Files.write(folder.resolve("net.onnx"), graph.bytes());
            return Cards.of(graph, ModelSource.open(file), overrides);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String axes(long... dims) {
        return card(graph(dims), Map.of()).inputs().get(0).axes().letters();
    }

    @Test
    void imagesWithChannelsFirstAreTheRule() {
        assertEquals("bcyx", axes(-1, 3, 224, 224));
        assertEquals("bcyx", axes(1, 1, 28, 28));
        assertEquals("bcyx", axes(-1, -1, -1, -1));
        assertEquals("bcyx", axes(1, 3, -1, -1));
        assertEquals("bcyx", axes(1, 16, 8, 8));
        assertEquals("bczyx", axes(1, 1, 16, 64, 64));
    }

    @Test
    void aSmallLastAxisBehindLargerOnesIsTheChannels() {
        assertEquals("byxc", axes(-1, 224, 224, 3));
        assertEquals("byxc", axes(1, -1, -1, 1));
        assertEquals("byxc", axes(1, 16, 16, 3));
        assertEquals("bzyxc", axes(1, 16, 64, 64, 2));
    }

    @Test
    void fewerAxesAreSequencesPlanesOrFeatures() {
        assertEquals("bcx", axes(-1, 4, 1000));
        assertEquals("byx", axes(-1, 64, 64));
        assertEquals("cyx", axes(3, 64, 64));
        assertEquals("yxc", axes(64, 64, 3));
        assertEquals("bx", axes(-1, 10));
        assertEquals("x", axes(10));
    }

    @Test
    void aFirstAxisThatTheOutputLacksIsNoBatch() {
        assertEquals("yx", Inference.few(List.of(20L, 24L), List.of(5L)));
        assertEquals("yx", Inference.few(List.of(20L, 24L), List.of(1L, 5L)));
        assertEquals("yxc", Inference.few(List.of(12L, 14L, 3L), List.of(5L)));
        assertEquals("cyx", Inference.few(List.of(3L, 12L, 14L), List.of(1L, 5L)));
        assertEquals("bx", Inference.few(List.of(20L, 24L), List.of(20L, 5L)));
        assertEquals("bx", Inference.few(List.of(20L, 24L), List.of()));
        assertEquals("bcx", Inference.few(List.of(8L, 4L, 100L), List.of(8L, 5L)));
    }

    @Test
    void aTransposeInFrontOfTheModelGivesTheLayoutAway() {
        GraphBuilder b = new GraphBuilder();
        Value x = b.input("x", ElementType.FLOAT, 1, 8, 8, 8);
        b.output("y", x.times(2).transpose(0, 3, 1, 2).relu().transpose(0, 2, 3, 1));
        assertEquals("byxc", card(b.build(), Map.of()).inputs().get(0).axes().letters());
    }

    @Test
    void theRemarkSaysWhatWasTaken() {
        List<String> remarks = card(graph(-1, 3, 224, 224), Map.of()).remarks();
        assertEquals("Input \"x\" [x_0, 3, 224, 224] is taken as batch, channel, y, x.", remarks.get(0));
        assertTrue(remarks.stream().anyMatch(r -> r.contains("normalise=")), remarks.toString());
    }

    @Test
    void sizesAreFixedOrFree() {
        InputCard input = card(graph(-1, 3, 224, -1), Map.of()).inputs().get(0);
        assertEquals(List.of(new InputCard.Size(224, 0), new InputCard.Size(1, 1)), input.spatialSizes());
        assertEquals(3, input.channelCount());
    }

    @Test
    void everyPartCanBeOverridden() {
        ModelCard card = card(graph(-1, 32, 32, 3), Map.of("axes", "bcyx", "normalise", "0-1", "range", "0,4095", "classes", "a, b",
                "activation", "softmax", "background", "bright", "pixel_size", "0.5"));
        InputCard input = card.inputs().get(0);
        assertEquals("bcyx", input.axes().letters());
        assertEquals(List.of(0.5, 0.5), input.micrometres());
        assertEquals("bright", input.background());
        assertEquals("softmax", card.outputs().get(0).activation());
        assertEquals(List.of("a", "b"), card.outputs().get(0).classes());
        assertEquals("scale_linear: x * 0.0002442 + 0", input.preprocessing().steps().get(0).describe());
    }

    @Test
    void sizesNamesAndStatisticsCanBeGivenToo() {
        ModelCard card = card(graph(-1, 3, -1, -1), Map.of("size", "64,80", "channels", "r,g,b", "mean", "0.5,0.4,0.3",
                "std", "0.2,0.2,0.2", "data_mean", "1,2,3"));
        InputCard input = card.inputs().get(0);
        assertEquals(List.of(64, 80), input.spatialSizes().stream().map(InputCard.Size::min).toList());
        assertTrue(input.spatialSizes().stream().allMatch(InputCard.Size::isFixed));
        assertEquals(List.of("r", "g", "b"), input.channels());
        assertEquals(List.of(1f, 2f, 3f), input.dataMean().orElseThrow());
        assertEquals("fixed_zero_mean_unit_variance: (x - [0.5, 0.4, 0.3]) / [0.2, 0.2, 0.2]",
                input.preprocessing().steps().get(0).describe());
        Problem p = assertThrows(Problem.class, () -> card(graph(-1, 3, -1, -1), Map.of("size", "64")));
        assertTrue(p.getMessage().contains("size=64") && p.getMessage().contains("yx"), p.getMessage());
    }

    @Test
    void p17ClassNamesAndAxesMustMatchTheModel() {
        Path mnist = Shared.require("cases/real_mnist_cntk/model.onnx");
        Problem names = assertThrows(Problem.class,
                () -> Cards.of(ModelFile.open(mnist).graph(), ModelSource.open(mnist), Map.of("classes", "a,b")));
        assertEquals("P17", names.code());
        assertTrue(names.getMessage().contains("2 class names") && names.getMessage().contains("has 10"), names.getMessage());
        Problem axes = assertThrows(Problem.class, () -> card(graph(-1, 3, 8, 8), Map.of("axes", "cyx")));
        assertEquals("P17", axes.code());
        assertTrue(axes.getMessage().contains("[x_0, 3, 8, 8]"), axes.getMessage());
    }

    @Test
    void a07AnUnknownOverrideNamesTheNearest() {
        Problem p = assertThrows(Problem.class, () -> card(graph(-1, 3, 8, 8), Map.of("normalize", "0-1")));
        assertEquals("A07", p.code());
        assertTrue(p.getMessage().contains("Did you mean normalise?"), p.getMessage());
        Problem preset = assertThrows(Problem.class, () -> card(graph(-1, 3, 8, 8), Map.of("normalise", "imagnet")));
        assertTrue(preset.getMessage().contains("Did you mean imagenet?"), preset.getMessage());
    }

    /** The case's own input says which layout is right: {@code [N, H, W, C]} where "layout" is given. */
    @Test
    void theLayoutOfEveryReferenceModelIsFound() throws IOException {
        Path cases = Shared.require("cases");
        int[] count = {0};
        try (Stream<Path> all = Files.list(cases)) {
            for (Path c : all.filter(d -> Files.exists(d.resolve("reference/input.npy"))).sorted().toList()) {
                String facts = Files.readString(c.resolve("case.json"));
                Graph graph = ModelFile.open(c.resolve("model.onnx")).graph();
                ModelCard card = Cards.of(graph, ModelSource.open(c.resolve("model.onnx")), Map.of());
                String expected = facts.contains("NHWC") ? "byxc" : "bcyx";
                assertEquals(expected, card.inputs().get(0).axes().letters(), c.toString());
                for (OutputCard o : card.outputs())
                    if (o.axes().rank() == 4) assertEquals(expected, o.axes().letters(), c + " " + o.name());
                count[0]++;
            }
        }
        assertTrue(count[0] >= 28, "only " + count[0] + " cases found");
        System.out.println("layouts found in " + count[0] + " reference models");
    }
}
