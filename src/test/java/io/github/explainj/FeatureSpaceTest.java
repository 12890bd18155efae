// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.explain.Finding;
import io.github.explainj.feature.View;
import io.github.explainj.input.ImageData;
import io.github.explainj.input.ImageRegions;
import io.github.explainj.probe.Cancellation;
import io.github.explainj.probe.Device;
import io.github.explainj.probe.Progress;
import io.github.explainj.problem.Problem;
import io.github.explainj.registry.Registry;
import io.github.explainj.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Maps of small indexes through the front door. */
class FeatureSpaceTest {

    @TempDir
    Path folder;

    private final Explain explain = Explain.open(Path.of("test-models", "puncta.onnx"), new Options(Device.CPU, Map.of(), null));

    @AfterEach
    void close() {
        explain.close();
    }

    @Test
    void pointsTableAndThumbnailsAgree() {
        List<Finding> findings = look(images(8, FeatureSpaceTest::noise), Map.of());
        Finding.Points points = (Finding.Points) findings.get(0);
        assertEquals("feature_space", points.name());
        assertEquals(8, points.origins().size());
        assertEquals("image 3", points.origins().get(3).image());
        assertTrue(points.axes().get(0).matches("PC 1 \\(\\d+\\.\\d %\\)"), points.axes().get(0));
        assertEquals("label", points.colour());
        assertEquals("odd", points.rows().get(3).get(0));
        assertEquals((double) points.rows().get(3).get(points.columns().indexOf("PC 1")), points.positions().data()[6], 1e-5);
        assertEquals(List.of(8, 1, 32, 32), java.util.Arrays.stream(points.thumbnails().orElseThrow().shape()).boxed().toList());
        Finding.Scores quality = (Finding.Scores) findings.get(1);
        assertEquals("feature_space_quality", quality.name());
        assertEquals("explained variance PC 1", quality.rows().get(0).get(0));
        assertEquals(List.of("trustworthiness", points.facts().get("trustworthiness")), row(quality, "trustworthiness"));
        assertEquals(3, points.facts().get("neighbours"));
        assertTrue(points.remark().orElseThrow().contains("of the variance"));
    }

    private static List<Object> row(Finding.Scores table, String name) {
        return table.rows().stream().filter(r -> r.get(0).equals(name)).findFirst().orElseThrow().subList(0, 2);
    }

    @Test
    void perplexityIsMadeToFitAndSaid() {
        Finding.Points points = (Finding.Points) look(images(10, FeatureSpaceTest::noise), Map.of("method", "tsne", "iterations", "50")).get(0);
        assertEquals(3.0, points.facts().get("perplexity"));
        assertTrue(points.remark().orElseThrow().startsWith("The perplexity is 3.0 instead of 30: 10 images allow no more"), points.remark().get());
        assertTrue(points.remark().orElseThrow().contains("mean nothing"), points.remark().get());
        assertEquals(List.of("t-SNE 1", "t-SNE 2"), points.axes());
    }

    @Test
    void tooFewImagesAreRefused() {
        assertProblem("A07", "at least 3 images", () -> look(images(2, FeatureSpaceTest::noise), Map.of()));
    }

    @Test
    void equalImagesAreRefused() {
        assertProblem("A05", "do not differ", () -> look(images(5, i -> noise(0)), Map.of()));
    }

    @Test
    void anUnknownColumnIsNamedWithThoseThatThereAre() {
        assertProblem("A07", "did you mean \"label\"? It has: label, PC 1", () -> look(images(4, FeatureSpaceTest::noise), Map.of("colour", "labels")));
    }

    @Test
    void withoutClassesNothingIsSaidOfThem() {
        Finding.Scores table = (Finding.Scores) look(images(4, FeatureSpaceTest::noise), Map.of("colour", "")).get(1);
        assertTrue(table.rows().stream().noneMatch(r -> Double.valueOf(Double.NaN).equals(r.get(1))), table.rows().toString());
        assertTrue(table.rows().stream().anyMatch(r -> r.get(0).equals("trustworthiness")), table.rows().toString());
    }

    @Test
    void aColumnOfTheUsersColoursThePoints() throws IOException {
        look(images(4, FeatureSpaceTest::noise), Map.of());
        Path table = folder.resolve("index.csv");
        List<String> lines = new ArrayList<>(Files.readAllLines(table));
        for (int i = 0; i < lines.size(); i++) lines.set(i, lines.get(i) + (i == 0 ? ",plate,dose" : i == 2 ? ",A," : ",B," + 0.5 * i));
        Files.write(table, lines);
        Finding.Points points = (Finding.Points) look(ImageSet.NONE, Map.of("colour", "plate")).get(0);
        assertEquals("plate", points.colour());
        assertEquals("plate", points.facts().get("purity_of"));
        assertEquals(List.of("B", 0.5), points.rows().get(0).subList(1, 3));
        assertEquals(List.of("A", Double.NaN), points.rows().get(1).subList(1, 3));
    }

    @Test
    void vectorsThatAreNoNumbersAreLeftOutAndSaid() throws IOException {
        look(images(5, FeatureSpaceTest::noise), Map.of());
        spoil(1);
        Finding.Points points = (Finding.Points) look(ImageSet.NONE, Map.of()).get(0);
        assertEquals(4, points.origins().size());
        assertEquals("image 3", points.origins().get(3).image());
        assertTrue(points.remark().orElseThrow().contains("1 of 5 images are left out"), points.remark().get());
        spoil(3);
        assertProblem("A07", "3 of them with vectors that are not finite", () -> look(ImageSet.NONE, Map.of()));
    }

    /** Overwrites the last vectors with NaN. */
    private void spoil(int vectors) throws IOException {
        Path file = folder.resolve("index.npy");
        byte[] bytes = Files.readAllBytes(file);
        int dimensions = (int) (long) (Integer) ((Finding.Points) look(ImageSet.NONE, Map.of()).get(0)).facts().get("dimensions");
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int v = 1; v <= vectors; v++) buffer.putFloat(bytes.length - 4 * dimensions * v, Float.NaN);
        Files.write(file, bytes);
    }

    @Test
    void ofManyImagesSomeAreShownTheSameForTheSameSeed() {
        ImageSet images = images(12, FeatureSpaceTest::noise);
        Finding.Points points = (Finding.Points) look(images, Map.of("most", "6", "seed", "3")).get(0);
        assertEquals(6, points.origins().size());
        assertTrue(points.remark().orElseThrow().contains("6 of 12 images are shown, chosen at random (most=6)"), points.remark().get());
        Finding.Points again = (Finding.Points) look(ImageSet.NONE, Map.of("most", "6", "seed", "3")).get(0);
        assertEquals(points.origins(), again.origins());
        assertEquals(points.positions(), again.positions());
        assertFalse(points.origins().equals(((Finding.Points) look(ImageSet.NONE, Map.of("most", "6", "seed", "4")).get(0)).origins()));
    }

    @Test
    void stopsWithinOneIterationAndKeepsTheMap() {
        look(images(6, FeatureSpaceTest::noise), Map.of());
        Cancellation cancellation = new Cancellation();
        List<Long> told = new ArrayList<>();
        Progress progress = (done, total, left) -> {
            if (total != 777) return;
            told.add(done);
            if (done == 5) cancellation.cancel();
        };
        View view = view(Map.of("method", "tsne", "iterations", "777"));
        Result result = explain.look(Optional.empty(), new LookRequest(view, List.of(), ImageRegions.NONE, ImageSet.NONE, progress, cancellation)).get(0);
        assertEquals(List.of(0L, 1L, 2L, 3L, 4L, 5L), told);
        assertFalse(result.complete());
        assertEquals(5, result.findings().get(0).facts().get("iterations"));
        assertEquals(false, result.findings().get(0).facts().get("complete"));
    }

    private List<Finding> look(ImageSet images, Map<String, String> parameters) {
        return explain.look(Optional.empty(), new LookRequest(view(parameters), images)).get(0).findings();
    }

    private View view(Map<String, String> parameters) {
        Map<String, String> all = new HashMap<>(parameters);
        all.put("index", folder.toString());
        return Registry.of(View.class).create("feature_space", all);
    }

    private static ImageSet images(int n, IntFunction<Tensor> pixels) {
        List<ImageSet.Entry> entries = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            ImageData data = new ImageData("image " + i, pixels.apply(i), List.of(Double.NaN, Double.NaN), false, 8, List.of());
            entries.add(new ImageSet.Entry("image " + i, "", "image " + i, i % 2 == 0 ? "even" : "odd",
                    volumes -> List.of(new ImageSet.Slice(data, 1, 1))));
        }
        return new ImageSet(entries, new Framing());
    }

    private static Tensor noise(int i) {
        Random random = new Random(i);
        Tensor t = Tensor.zeros(1, 1, 96, 96);
        for (int p = 0; p < t.size(); p++) t.data()[p] = random.nextInt(50 + 20 * i);
        return t;
    }

    private static void assertProblem(String code, String words, Runnable run) {
        Problem problem = assertThrows(Problem.class, run::run);
        assertEquals(code, problem.code());
        assertTrue(problem.getMessage().contains(words), problem.getMessage());
    }
}
