// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.Explain;
import io.github.explainj.LookRequest;
import io.github.explainj.Options;
import io.github.explainj.explain.Finding;
import io.github.explainj.onnx.Attributes;
import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Value;
import io.github.explainj.probe.Device;
import io.github.explainj.problem.Problem;
import io.github.explainj.registry.Registry;
import io.github.explainj.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Filters of nets that are built by hand; the bytes of real files are compared in FilterSweepTest. */
class FiltersTest {

    @TempDir
    private Path folder;

    /** Returns numbers of which no two are alike, so that an exchange is seen. */
    private static Tensor counting(int... shape) {
        Tensor t = Tensor.zeros(shape);
        for (int i = 0; i < t.size(); i++) t.data()[i] = (i + 1) / 8f;
        return t;
    }

    private static Value image(GraphBuilder b, int channels) {
        return b.input("image", ElementType.FLOAT, 1, channels, 8, 8);
    }

    private static Value conv(Value x, String name, Tensor weights) {
        return x.builder().op("Conv", x, x.builder().initialiser(name, weights));
    }

    private List<Finding> look(Value end, Map<String, String> settings) {
        return look(end, settings, Map.of());
    }

    private List<Finding> look(Value end, Map<String, String> settings, Map<String, String> overrides) {
        end.builder().output("y", end);
        Path file = folder.resolve("net.onnx");
        try {
            Files.write(file, end.builder().build().bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (Explain explain = Explain.open(file, new Options(Device.CPU, overrides, null))) {
            return explain.look(Optional.empty(), new LookRequest(Registry.of(View.class).create("filters", settings))).get(0).findings();
        }
    }

    private static Tensor values(List<Finding> found) {
        return Looks.named(found, Finding.Inner.class, "filters", 0).values();
    }

    private static Finding.Picture picture(List<Finding> found) {
        return Looks.named(found, Finding.Picture.class, "filters", 0);
    }

    @Test
    void theFirstConvolutionIsTheDefaultAndItsFiltersOfRgbAreInColour() {
        Tensor w = counting(2, 3, 3, 3);
        List<Finding> found = look(conv(conv(image(new GraphBuilder(), 3), "w1", w).relu(), "w2", counting(4, 2, 1, 1)), Map.of());
        assertEquals(w, values(found));
        assertEquals(w, picture(found).values());
        assertEquals(Finding.Tone.COLOUR, picture(found).tone());
        assertTrue(picture(found).field().isEmpty());
    }

    @Test
    void laterFiltersAndOtherChannelsAreNotInColour() {
        Value net = conv(conv(image(new GraphBuilder(), 3), "w1", counting(3, 3, 3, 3)).relu(), "w2", counting(4, 3, 1, 1));
        assertEquals(Finding.Tone.SIGNED, picture(look(net, Map.of("layer", "w2"))).tone());
        Value one = conv(image(new GraphBuilder(), 3), "w1", counting(3, 3, 3, 3));
        assertEquals(Finding.Tone.SIGNED, picture(look(one, Map.of("colour", "no"))).tone());
        Value stained = conv(image(new GraphBuilder(), 3), "w1", counting(3, 3, 3, 3));
        assertEquals(Finding.Tone.SIGNED, picture(look(stained, Map.of(), Map.of("channels", "DAPI,actin,tubulin"))).tone());
        Value rgb = conv(image(new GraphBuilder(), 3), "w1", counting(3, 3, 3, 3));
        assertEquals(Finding.Tone.COLOUR, picture(look(rgb, Map.of(), Map.of("channels", "red,green,blue"))).tone());
    }

    @Test
    void filtersAreFoundByOutputNodeAndWeightsThroughWhatHandsThemOn() {
        GraphBuilder b = new GraphBuilder();
        Value stored = b.initialiser("kernel", counting(2, 1, 3, 3));
        Value handed = stored.identity();
        Value out = b.op("Conv", image(b, 1), handed);
        String node = b.build().producer(out.name()).orElseThrow().name();
        Value end = out.relu();
        for (String name : List.of("kernel", handed.name(), out.name(), node)) {
            GraphBuilder copy = new GraphBuilder(b.build());
            assertEquals(counting(2, 1, 3, 3), values(look(copy.value(end.name()), Map.of("layer", name))), name);
        }
    }

    @Test
    void quantisedFiltersAreTheFloatsThatTheyStandFor() {
        GraphBuilder b = new GraphBuilder();
        Value q = b.initialiser("q", new Tensor(new float[] {1, -2, 3, 4, -5, 6, 7, 8}, 2, 1, 2, 2)).cast(ElementType.INT8);
        Value scale = b.initialiser("scale", new Tensor(new float[] {0.5f, 0.25f}, 2));
        Value zero = b.initialiser("zero", new Tensor(new float[] {1, 2}, 2)).cast(ElementType.INT8);
        Value w = b.op("DequantizeLinear", Attributes.NONE.with("axis", 0), q, scale, zero);
        List<Finding> found = look(b.op("Conv", image(b, 1), w), Map.of());
        assertArrayEquals(new float[] {0, -1.5f, 1, 1.5f, -1.75f, 1, 1.25f, 1.5f}, values(found).data());
    }

    @Test
    void transposedAndGroupedConvolutionsAreAsStored() {
        GraphBuilder b = new GraphBuilder();
        Value up = b.op("ConvTranspose", image(b, 2), b.initialiser("up", counting(2, 4, 3, 2)));
        Value grouped = b.op("Conv", Attributes.NONE.with("group", 2), up, b.initialiser("grouped", counting(6, 2, 3, 3)));
        List<Finding> found = look(grouped, Map.of("layer", "up,grouped", "count", "3"));
        assertArrayEquals(new int[] {2, 4, 3, 2}, values(found).shape());
        assertArrayEquals(new int[] {2, 3, 3, 2}, picture(found).values().shape());
        assertTrue(picture(found).labels().get(1).startsWith("input channel 1 norm "), picture(found).labels().toString());
        assertEquals("in, out/groups, kernel", picture(found).facts().get("axes"));
        Finding.Picture second = Looks.named(found, Finding.Picture.class, "filters_2", 0);
        assertArrayEquals(new int[] {3, 2, 3, 3}, second.values().shape());
        assertEquals("3 of 6", second.facts().get("filters_drawn"));
        assertEquals(counting(6, 2, 3, 3), Looks.named(found, Finding.Inner.class, "filters_2", 0).values());
    }

    @Test
    void chosenFiltersAreDrawnWithTheFirstOfTheirChannels() {
        Tensor w = counting(5, 4, 3, 3);
        List<Finding> found = look(conv(image(new GraphBuilder(), 4), "w", w), Map.of("channel", "3,1", "count", "2"));
        assertArrayEquals(new int[] {2, 2, 3, 3}, picture(found).values().shape());
        assertArrayEquals(Arrays.copyOfRange(w.data(), 3 * 36, 3 * 36 + 18), picture(found).values().sample(0).data());
        assertArrayEquals(Arrays.copyOfRange(w.data(), 36, 36 + 18), picture(found).values().sample(1).data());
        assertEquals(w, values(found));
    }

    @Test
    void statisticsAreThoseOfTheWeightsAndZeroFiltersAreSaid() {
        Tensor w = new Tensor(new float[] {3, 4, 0, 0, 0, 0, 0, 0}, 2, 1, 2, 2);
        List<Finding> found = look(conv(image(new GraphBuilder(), 1), "w", w), Map.of());
        Finding.Scores table = Looks.named(found, Finding.Scores.class, "filters", 0);
        assertEquals(List.of("filter", "mean", "sd", "norm", "maximum", "minimum"), table.columns());
        // deviations 1.25, 2.25, -1.75, -1.75: their squares sum to 12.75
        assertEquals(List.of(0, 1.75, Math.sqrt(12.75 / 4), 5.0, 4.0, 0.0), table.rows().get(0));
        assertTrue(found.get(0).remark().orElse("").startsWith("1 of 2 filters"), found.get(0).remark().toString());
    }

    @Test
    void filtersOfVolumesAndSignalsAreDrawn() {
        GraphBuilder b = new GraphBuilder();
        Value x = b.input("image", ElementType.FLOAT, 1, 1, 4, 4, 4);
        assertArrayEquals(new int[] {2, 1, 3, 3, 3}, picture(look(conv(x, "w", counting(2, 1, 3, 3, 3)), Map.of())).values().shape());
    }

    @Test
    void whatIsNoConvolutionIsSaidWithTheNearest() {
        GraphBuilder b = new GraphBuilder();
        Value out = conv(image(b, 1), "kernel", counting(2, 1, 3, 3));
        Value relu = out.relu();
        Problem notOne = assertThrows(Problem.class, () -> look(relu.flatten(), Map.of("layer", relu.name())));
        assertEquals("A05", notOne.code());
        assertTrue(notOne.getMessage().contains("Relu") && notOne.getMessage().contains("The convolution before it is \"" + out.name()),
                notOne.getMessage());
        Problem unknown = assertThrows(Problem.class, () -> look(conv(image(new GraphBuilder(), 1), "kernel", counting(2, 1, 3, 3)),
                Map.of("layer", "kernels")));
        assertTrue(unknown.getMessage().contains("no convolution of this name") && unknown.getMessage().contains("\"kernel\" [2, 1, 3, 3]"),
                unknown.getMessage());
        GraphBuilder dense = new GraphBuilder();
        Value none = image(dense, 1).flatten().matMul(dense.initialiser("w", Tensor.zeros(64, 2)));
        assertTrue(assertThrows(Problem.class, () -> look(none, Map.of())).getMessage().contains("no convolutions"));
        GraphBuilder fed = new GraphBuilder();
        Value computed = fed.op("Conv", image(fed, 1), fed.initialiser("w", counting(2, 1, 3, 3)).times(2));
        assertTrue(assertThrows(Problem.class, () -> look(computed, Map.of())).getMessage().contains("computed by Mul"));
    }
}
