// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.LinearNet;
import io.github.explainj.registry.Json;
import io.github.explainj.tensor.Npy;
import io.github.explainj.tensor.Tensor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code explain --tensor} writes, on a linear model: occlusion of w.x by windows of 1 and zeros is w x. */
class TensorOutputTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aBatchIsExplainedSampleBySampleAndWrittenAsOneArray() {
        int code = run(model(-1, 1, 4, 6), ramp(2, 1, 4, 6), "window=1", "stride=1", "fill=zero");
        assertEquals(0, code, err.toString());
        Tensor map = Npy.read(folder.resolve("out/occlusion.npy"));
        assertArrayEquals(new int[] {2, 1, 4, 6}, map.shape());
        assertProduct(map, ramp(2, 1, 4, 6));
        assertTrue(Files.exists(folder.resolve("out/occlusion_sample_2.tif")));
    }

    @Test
    void channelsLastStaysChannelsLast() {
        int code = run(model(1, 4, 6, 3), ramp(1, 4, 6, 3), "window=1", "stride=1", "fill=zero", "channels=each");
        assertEquals(0, code, err.toString());
        Tensor map = Npy.read(folder.resolve("out/occlusion.npy"));
        assertArrayEquals(new int[] {1, 4, 6, 3}, map.shape());
        assertProduct(map, ramp(1, 4, 6, 3));
    }

    @Test
    void whatIsNoImageIsWrittenAsArrayAndJsonOnly() throws IOException {
        int code = run(model(1, 5), ramp(1, 5), "window=1", "stride=1", "fill=zero", "channels=each");
        assertEquals(0, code, err.toString());
        try (var files = Files.list(folder.resolve("out"))) {
            assertEquals(List.of("occlusion.npy", "result.json"), files.map(f -> f.getFileName().toString()).sorted().toList());
        }
        assertProduct(Npy.read(folder.resolve("out/occlusion.npy")), ramp(1, 5));
    }

    @Test
    void severalTargetsAreNumberedAfterTheStem() throws IOException {
        Path model = model(1, 1, 4, 6);
        assertEquals(0, run(model, ramp(1, 1, 4, 6), List.of("--target", "class:0", "class:0 + class:0"), "fill=zero"), err.toString());
        Tensor one = Npy.read(folder.resolve("out/x_1_occlusion.npy"));
        Tensor two = Npy.read(folder.resolve("out/x_2_occlusion.npy"));
        assertEquals(2 * one.data()[7], two.data()[7], 1e-4);
        Map<String, Object> json = Json.readObject("json", Files.readString(folder.resolve("out/result.json")));
        assertEquals(2, ((List<?>) json.get("results")).size());
        assertFalse(json.containsKey("target"), "the targets differ, so none stands for all");
    }

    @Test
    void theTargetIsNamedAsItWasAsked() throws IOException {
        assertEquals(0, run(model(1, 1, 4, 6), ramp(1, 1, 4, 6), List.of("--target", "peak:0@x"), "fill=zero"), err.toString());
        Map<String, Object> json = Json.readObject("json", Files.readString(folder.resolve("out/result.json")));
        assertEquals("peak:0@x", json.get("target"));
        assertEquals(24.0, ((Number) json.get("score")).doubleValue(), 1e-6, "the largest of 1 to 24");
    }

    @Test
    void aScoreThatIsNoNumberIsRefused() {
        Tensor x = ramp(1, 1, 4, 6);
        x.data()[3] = Float.NaN;
        assertEquals(2, run(model(1, 1, 4, 6), x));
        assertTrue(err.toString().contains("index:0 is NaN"), err.toString());
    }

    @Test
    void aBatchOfNoSamplesIsRefused() {
        assertEquals(2, run(model(-1, 1, 4, 6), Tensor.zeros(0, 1, 4, 6)));
        assertTrue(err.toString().contains("[M29]") && err.toString().contains("[0, 1, 4, 6]"), err.toString());
    }

    @Test
    void jsonGoesToStandardOutputAloneAndNothingIsWritten() throws IOException {
        assertEquals(0, run(List.of("explain", "--model", model(1, 1, 4, 6).toString(), "--tensor",
                file(ramp(1, 1, 4, 6)).toString(), "--json")), err.toString());
        assertEquals("class:0", Json.readObject("stdout", out.toString()).get("target"));
        assertFalse(Files.exists(folder.resolve("out")));
    }

    @Test
    void theOutputNeverReplacesAnInput() throws IOException {
        Path tensor = folder.resolve("occlusion.npy");
        Npy.write(tensor, ramp(1, 1, 4, 6));
        byte[] before = Files.readAllBytes(tensor);
        int code = run(List.of("explain", "--model", model(1, 1, 4, 6).toString(), "--tensor", tensor.toString(), "--out", folder.toString()));
        assertEquals(2, code);
        assertTrue(err.toString().contains("[A08]") && err.toString().contains("occlusion.npy"), err.toString());
        assertArrayEquals(before, Files.readAllBytes(tensor));
    }

    @Test
    void twoImagesOfTheSameNameAreRefusedBeforeTheRun() throws IOException {
        int code = run(List.of("explain", "--model", model(1, 1, 4, 6).toString(), "--image", "a/x.tif", "b/X.tif", "--json"));
        assertEquals(2, code);
        assertTrue(err.toString().contains("[I14]"), err.toString());
    }

    /** Makes y = sum of (k + 1) x_k over all elements k of a sample, as one class. */
    private Path model(long... shape) {
        long[] weights = shape.clone();
        weights[0] = 1;
        return LinearNet.write(folder.resolve("linear.onnx"),
                ramp(Arrays.stream(weights).mapToInt(i -> (int) i).toArray()), shape);
    }

    private static Tensor ramp(int... shape) {
        Tensor t = Tensor.zeros(shape);
        for (int i = 0; i < t.size(); i++) t.data()[i] = i + 1;
        return t;
    }

    private Path file(Tensor x) {
        Path tensor = folder.resolve("x.npy");
        Npy.write(tensor, x);
        return tensor;
    }

    private int run(Path model, Tensor x, String... sets) {
        return run(model, x, List.of("--target", "index:0"), sets);
    }

    private int run(Path model, Tensor x, List<String> targets, String... sets) {
        List<String> line = new ArrayList<>(List.of("explain", "--model", model.toString(), "--tensor", file(x).toString(),
                "--out", folder.resolve("out").toString()));
        line.addAll(targets);
        if (sets.length > 0) line.add("--set");
        line.addAll(List.of(sets));
        return run(line);
    }

    private int run(List<String> line) {
        List<String> all = new ArrayList<>(line);
        all.addAll(List.of("--device", "cpu"));
        return Main.run(all.toArray(String[]::new), new PrintWriter(out), new PrintWriter(err));
    }

    private static void assertProduct(Tensor map, Tensor x) {
        int perSample = x.size() / x.size(0);
        for (int i = 0; i < x.size(); i++) {
            double expected = (double) x.data()[i] * (i % perSample + 1);
            assertEquals(expected, map.data()[i], 1e-3 * perSample * perSample, "element " + i);
        }
    }
}
