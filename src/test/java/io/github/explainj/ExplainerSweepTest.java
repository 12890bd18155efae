// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.explain.Explainer;
import io.github.explainj.explain.Finding;
import io.github.explainj.input.ImageRegions;
import io.github.explainj.probe.Cancellation;
import io.github.explainj.probe.Device;
import io.github.explainj.probe.Progress;
import io.github.explainj.problem.Problem;
import io.github.explainj.registry.Json;
import io.github.explainj.registry.Registry;
import io.github.explainj.tensor.Npy;
import io.github.explainj.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Saliency, guided backpropagation, deconvnet and integrated gradients against every reference that there
 * is, by folder; the numbers are compared as they come out of the methods.
 */
class ExplainerSweepTest {

    /** Per file the method; its settings may need the case. */
    private static final Map<String, String> METHODS = new java.util.TreeMap<>(Map.of("grad_input.npy", "saliency",
            "guided.npy", "guided_backprop", "deconvnet.npy", "deconvnet", "ig.npy", "integrated_gradients"));

    private final List<String> failed = new ArrayList<>();
    private int compared;

    @Test
    void everyReferenceFileAgrees() throws IOException {
        List<Path> folders;
        try (Stream<Path> all = Files.list(Shared.folder("cases"))) {
            folders = all.filter(d -> Files.exists(d.resolve("case.json"))).sorted().toList();
        }
        int files = 0;
        for (Path folder : folders)
            for (String file : METHODS.keySet()) if (Files.exists(folder.resolve("reference").resolve(file))) files++;
        for (Path folder : folders) compare(folder);
        System.out.println("reference files: " + files + ", compared " + compared + ", passed " + (compared - failed.size())
                + ", failed " + failed);
        assertTrue(files > 0);
        assertEquals(files, compared, "reference files found and compared");
        assertEquals(List.of(), failed);
    }

    private void compare(Path folder) throws IOException {
        Map<String, Object> facts = Json.readObject("case.json", Files.readString(folder.resolve("case.json")));
        try (Explain explain = Explain.open(folder.resolve("model.onnx"), new Options(Device.CPU, Map.of(), null))) {
            Prepared input = explain.prepare("input", Map.of("", Npy.read(folder.resolve("reference/input.npy"))));
            for (Map.Entry<String, String> m : METHODS.entrySet())
                if (Files.exists(folder.resolve("reference").resolve(m.getKey()))) compare(folder, facts, explain, input, m);
        }
    }

    private void compare(Path folder, Map<String, Object> facts, Explain explain, Prepared input, Map.Entry<String, String> m)
            throws IOException {
        compared++;
        String what = folder.getFileName() + " " + m.getKey();
        Explainer method = Registry.of(Explainer.class).create(m.getValue(), settings(m.getValue(), facts));
        try {
            Request request = new Request(List.of(method), List.of(CasesSweepTest.target(folder)), ImageRegions.NONE,
                    Progress.NONE, new Cancellation());
            Finding.Attribution found = (Finding.Attribution) explain.explain(input, request).get(0).findings().get(0);
            Tensor ours = explain.card().inputs().get(0).axes().own(found.map());
            double deviation = Deviation.of(ours, Npy.read(folder.resolve("reference").resolve(m.getKey())));
            double tolerance = tolerance(facts, m.getKey().equals("grad_input.npy") ? "gradient" : "other");
            System.out.printf("%-60s %.2e (%.0e)%n", what, deviation, tolerance);
            if (!(deviation <= tolerance)) failed.add(what + " " + deviation);
        } catch (Problem e) {
            System.out.println(what + " " + e.getMessage());
            failed.add(what + " " + e.code());
        }
    }

    private static Map<String, String> settings(String method, Map<String, Object> facts) {
        if (!method.equals("integrated_gradients")) return Map.of();
        int steps = ((Number) ((Map<?, ?>) facts.get("ig")).get("steps")).intValue();
        return Map.of("steps", String.valueOf(steps), "rule", "midpoint", "baseline", "zero");
    }

    private static double tolerance(Map<String, Object> facts, String kind) {
        return ((Number) ((Map<?, ?>) facts.get("tolerance_rel")).get(kind)).doubleValue();
    }
}
