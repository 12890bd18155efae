// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.cli.Main;
import io.github.explainj.planted.PlantedCount;
import io.github.explainj.planted.PlantedGain;
import io.github.explainj.probe.Cancellation;
import io.github.explainj.problem.Problem;
import io.github.explainj.registry.Json;
import io.github.explainj.tensor.Npy;
import io.github.explainj.tensor.Tensor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.module.ModuleInfo;
import org.scijava.module.ModuleService;

/** A method or view that is registered in src/test and named nowhere else appears at every door. */
class OneSchemaTest {

    private static final String METHOD = "planted_gain";
    private static final String VIEW = "planted_count";

    @Test
    void theCommandLineListsIt() {
        Map<?, ?> json = Json.readObject("methods", cli("methods", "--json"));
        assertTrue(((List<?>) json.get("methods")).stream()
                .anyMatch(m -> METHOD.equals(((Map<?, ?>) m).get("name"))), json.toString());
    }

    @Test
    void theCommandLineRunsIt(@TempDir Path dir) {
        Path tensor = dir.resolve("x.npy");
        Npy.write(tensor, Tensor.full(0.2f, 1, 1, 96, 96));
        String json = cli("explain", "--model", "test-models/puncta.onnx", "--tensor", tensor.toString(), "--method",
                METHOD, "--set", "strength=3", "--device", "cpu", "--out", dir.resolve("out").toString(), "--json");
        double score = ((Number) Json.readObject("result", json).get("score")).doubleValue();
        Tensor map = Npy.read(dir.resolve("out").resolve(METHOD + ".npy"));
        assertEquals(3 * score, map.data()[0], 1e-4 * Math.abs(score));
    }

    @Test
    void dialogAndUsageAskForItsParameter() {
        Form form = new Form("Planted Gain...", "", Keys.of(METHOD).parameters());
        assertTrue(form.names().contains("strength"), form.names().toString());
        assertTrue(form.usage().contains("strength=2"), form.usage());
    }

    @Test
    void macrosReadItAndTheRecordedLineReadsBack() {
        Form form = new Form("Planted Gain...", "", Keys.of(METHOD).parameters());
        Map<String, String> values = form.read("model=a.onnx strength=5");
        Keys.Job job = Keys.of(METHOD).job(values);
        assertEquals(new PlantedGain(5), job.method());
        assertEquals("5", Keys.of(METHOD).values(job).get("strength"), "what the recorder writes");
        assertThrows(Problem.class, () -> Keys.of(METHOD).job(Map.of("strength", "10")));
        assertThrows(Problem.class, () -> form.read("strenght=5"));
    }

    @Test
    void sciJavaOffersItWithATypedInput() {
        try (Context context = new Context()) {
            ModuleInfo info = context.service(ModuleService.class).getModuleById("explainj:" + METHOD);
            assertEquals(Integer.class, info.getInput("strength").getType());
        }
    }

    @Test
    void theCommandLineListsAndRunsAView(@TempDir Path dir) throws IOException {
        assertTrue(((List<?>) Json.readObject("methods", cli("methods", "--json")).get("views")).stream()
                .anyMatch(m -> VIEW.equals(((Map<?, ?>) m).get("name"))));
        cli("planted-count", "--model", "test-models/puncta.onnx", "--images", "test-models/puncta_sample.tif", "--strength", "3",
                "--device", "cpu", "--out", dir.toString());
        assertEquals("count\n3\n", Files.readString(dir.resolve("planted_count.csv")));
    }

    @Test
    void macrosReadAViewAndTheRecordedLineReadsBack() {
        Keys keys = Keys.ofView(VIEW);
        Form form = new Form("Planted Count...", "", keys.parameters());
        Map<String, String> values = form.read("model=a.onnx images=[my folder] labels=l.csv strength=5");
        Keys.Job job = keys.job(values);
        assertEquals(new PlantedCount(5), job.method());
        assertEquals(new Gallery("my folder", "l.csv"), job.gallery());
        assertEquals(values, keys.values(job), "what the recorder writes");
        assertEquals(job, keys.job(keys.values(job)));
        assertThrows(Problem.class, () -> form.read("strenght=5"));
        assertThrows(Problem.class, () -> form.read("input=x"), "it looks at no open image");
    }

    @Test
    void aViewOfManyImagesNeedsNoOpenOne() {
        Map<String, String> given = Map.of("model", "sample", "images", "test-models/puncta_sample.tif", "strength", "4");
        Outcome outcome = new Runner(Keys.ofView(VIEW).job(given), Optional.empty(), new Cancellation()).run();
        assertEquals(List.of(List.of(4)), outcome.tables().get("puncta_planted_count").rows());
        assertTrue(outcome.complete() && outcome.images().isEmpty());
    }

    @Test
    void sciJavaOffersAViewWithATypedInput() {
        try (Context context = new Context()) {
            ModuleInfo info = context.service(ModuleService.class).getModuleById("explainj:" + VIEW);
            assertEquals(Integer.class, info.getInput("strength").getType());
            assertEquals(String.class, info.getInput("images").getType());
            assertNull(info.getInput("image"), "it looks at no open image");
        }
    }

    private static String cli(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        assertEquals(0, Main.run(arguments, new PrintWriter(out), new PrintWriter(err)), err.toString());
        return out.toString();
    }
}
