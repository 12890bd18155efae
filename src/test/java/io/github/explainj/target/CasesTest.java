// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.onnx.ModelFile;
import io.github.explainj.registry.Json;
import io.github.explainj.tensor.Npy;
import io.github.explainj.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The targets of the reference cases give the values of the reference outputs. */
class CasesTest {

    private static final Path CASES = Path.of("../shared/cases");

    private static void need() {
        if (Files.isDirectory(CASES)) return;
        assertNotEquals("true", System.getenv("CI"), "../shared/cases is missing");
        System.out.println("skipped: ../shared/cases is missing");
        Assumptions.abort();
    }

    @TestFactory
    Stream<DynamicTest> theTargetOfEveryCaseHasItsReferenceValue() throws IOException {
        need();
        try (Stream<Path> all = Files.walk(CASES, 2)) {
            List<DynamicTest> tests = all.filter(p -> p.endsWith("case.json")).sorted()
                    .map(p -> p.getParent()).filter(p -> json(p).containsKey("target"))
                    .map(p -> DynamicTest.dynamicTest(p.getFileName().toString(), () -> check(p))).toList();
            assertTrue(!tests.isEmpty(), "no case has a target");
            return tests.stream();
        }
    }

    private static void check(Path folder) {
        Tensor output = Npy.read(folder.resolve("reference/output.npy"));
        Map<?, ?> target = (Map<?, ?>) json(folder).get("target");
        String tensor = (String) target.get("output");
        String kind = (String) target.get("kind");
        Ran model = open(folder, kind.endsWith("last_axis") ? Map.of(tensor, "byxc") : Map.of());
        double largest = 0;
        for (float v : output.data()) largest = Math.max(largest, Math.abs(v));
        double expected = expected(folder, kind, target, output);
        assertEquals(expected, model.score(spec(folder, kind, target) + "@" + Quotes.quote(tensor, "")), 1e-4 * largest);
    }

    private static String spec(Path folder, String kind, Map<?, ?> target) {
        return switch (kind) {
            case "index" -> "index:" + Places.text(index(target).subList(1, index(target).size()));
            case "channel_mean", "channel_mean_last_axis" -> "mean:" + target.get("channel");
            case "channel_sum" -> "sum:" + target.get("channel");
            default -> "weights:" + folder.resolve("reference/target_weight.npy");
        };
    }

    private static double expected(Path folder, String kind, Map<?, ?> target, Tensor output) {
        if (kind.equals("index")) {
            int position = 0;
            for (int i = 0; i < output.rank(); i++) position = position * output.size(i) + index(target).get(i);
            return output.data()[position];
        }
        Path stored = folder.resolve("reference/target_weight.npy");
        if (Files.exists(stored)) {
            Tensor w = Npy.read(stored);
            double sum = 0;
            for (int i = 0; i < w.size(); i++) sum += (double) w.data()[i] * output.data()[i];
            return sum;
        }
        return ((Number) target.get("value")).doubleValue();
    }

    private static List<Integer> index(Map<?, ?> target) {
        List<Integer> index = new ArrayList<>();
        ((List<?>) target.get("index")).forEach(i -> index.add(((Number) i).intValue()));
        return index;
    }

    private static Map<String, Object> json(Path folder) {
        try {
            return Json.readObject(folder.toString(), Files.readString(folder.resolve("case.json")));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Ran open(Path folder, Map<String, String> axes) {
        String input = (String) ((Map<?, ?>) json(folder).get("input")).get("name");
        ModelFacts facts = new ModelFacts(ModelFile.open(folder.resolve("model.onnx")).graph(), true, Map.of(), Map.of(),
                axes);
        return new Ran(facts, Map.of(input, Npy.read(folder.resolve("reference/input.npy"))));
    }

    @Test
    void theWeightsOfAMeanGiveTheMean() {
        need();
        Path folder = CASES.resolve("keras_unet_nhwc_op11");
        Ran model = open(folder, Map.of("Identity:0", "byxc"));
        assertEquals(model.score("mean:1@Identity:0"),
                model.score("weights:" + folder.resolve("reference/target_weight.npy") + "@Identity:0"), 1e-6);
    }

    @Test
    void theLogitsOfRealModelsAreBeforeTheirSoftmax() {
        need();
        Ran squeezenet = open(CASES.resolve("real_light_squeezenet"), Map.of());
        assertEquals("r65", squeezenet.resolve("class:0").facts().get("scores"));
        assertEquals(squeezenet.score("index:0,0,0@r65"), squeezenet.score("class:0"));
        assertEquals(squeezenet.score("index:7,0,0"), squeezenet.score("prob:7"));
        Ran pads = open(CASES.resolve("pads_softmax_op12"), Map.of());
        Map<String, Object> facts = pads.resolve("class:3").facts();
        assertEquals("softmax", pads.resolve("prob:3").facts().get("activation"), facts.toString());
        float[] p = pads.scores("prob:0", "prob:1", "prob:2", "prob:3", "prob:4");
        assertEquals(1, p[0] + p[1] + p[2] + p[3] + p[4], 1e-6);
        double logit = Math.log(p[3] / (1 - (double) p[3]));
        assertEquals(logit, pads.score("logodds:3"), 1e-3 * Math.abs(logit));
    }
}
