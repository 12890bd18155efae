// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.explainj.explain.Explainer;
import io.github.explainj.explain.Finding;
import io.github.explainj.input.ImageRegions;
import io.github.explainj.probe.Cancellation;
import io.github.explainj.probe.Device;
import io.github.explainj.probe.Progress;
import io.github.explainj.registry.Json;
import io.github.explainj.registry.Registry;
import io.github.explainj.tensor.Npy;
import io.github.explainj.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Occlusion, RISE and the forward output against every reference that there is, by folder. */
class CasesSweepTest {

    private static final double OUTPUT = 1e-4;
    private static final double MAP = 2e-3;

    private final List<String> failed = new ArrayList<>();
    private int compared;

    @Test
    void everyReferenceFileAgrees() throws IOException {
        Path cases = Shared.folder("cases");
        List<Path> folders;
        try (Stream<Path> all = Files.list(cases)) {
            folders = all.filter(d -> Files.exists(d.resolve("case.json"))).sorted().toList();
        }
        for (Path folder : folders) compare(folder);
        long files = count(folders, "output.npy") + count(folders, "occlusion.npy") + count(folders, "rise_masks.npy");
        System.out.println("reference files: " + files + ", compared " + compared + ", passed "
                + (compared - failed.size()) + ", failed " + failed);
        assertEquals(files, compared, "reference files found and compared");
        assertEquals(List.of(), failed);
    }

    private static long count(List<Path> folders, String name) {
        return folders.stream().filter(d -> Files.exists(d.resolve("reference").resolve(name))).count();
    }

    private void compare(Path folder) throws IOException {
        Path reference = folder.resolve("reference");
        Map<String, Object> facts = Json.readObject("case.json", Files.readString(folder.resolve("case.json")));
        try (Explain explain = Explain.open(folder.resolve("model.onnx"), new Options(Device.CPU, Map.of(), null))) {
            Prepared input = explain.prepare("input", Map.of("", Npy.read(reference.resolve("input.npy"))));
            if (Files.exists(reference.resolve("output.npy"))) output(folder, explain, input, facts);
            if (Files.exists(reference.resolve("occlusion.npy"))) occlusion(folder, explain, input, facts);
            if (Files.exists(reference.resolve("rise_masks.npy"))) rise(folder, explain, input, facts);
        }
    }

    private void output(Path folder, Explain explain, Prepared input, Map<String, Object> facts) {
        String tensor = (String) object(facts, "target").get("output");
        Tensor ours = explain.model().run(input.pieces().get(0).sample(), List.of(tensor)).get(tensor);
        check(folder, "output", ours, Npy.read(folder.resolve("reference/output.npy")), OUTPUT);
    }

    private void occlusion(Path folder, Explain explain, Prepared input, Map<String, Object> facts) {
        Map<String, Object> o = object(facts, "occlusion");
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("window", list(o.get("window")));
        settings.put("stride", list(o.get("strides")));
        settings.put("fill", "zero");
        map(folder, explain, input, facts, Registry.of(Explainer.class).create("occlusion", settings), "occlusion.npy");
    }

    private void rise(Path folder, Explain explain, Prepared input, Map<String, Object> facts) {
        Map<String, String> settings = Map.of("masks", folder.resolve("reference/rise_masks.npy").toString(), "fill", "zero");
        map(folder, explain, input, facts, Registry.of(Explainer.class).create("rise", settings), "rise.npy");
    }

    private void map(Path folder, Explain explain, Prepared input, Map<String, Object> facts, Explainer method, String file) {
        Request request = new Request(List.of(method), List.of(target(folder, object(facts, "target"))),
                ImageRegions.NONE, Progress.NONE, new Cancellation());
        Result result = explain.explain(input, request).get(0);
        Tensor map = result.findings().stream()
                .filter(Finding.Attribution.class::isInstance)
                .map(f -> ((Finding.Attribution) f).map())
                .findFirst()
                .orElseThrow();
        check(folder, file, explain.card().inputs().get(0).axes().own(map), Npy.read(folder.resolve("reference").resolve(file)), MAP);
    }

    private void check(Path folder, String what, Tensor ours, Tensor reference, double tolerance) {
        compared++;
        double deviation = Deviation.of(ours, reference);
        System.out.printf("%-45s %-15s %.2e%n", folder.getFileName(), what, deviation);
        if (!(deviation <= tolerance)) failed.add(folder.getFileName() + " " + what + " " + deviation);
    }

    /** Returns the SPEC of what a case explains. */
    static String target(Path folder) throws IOException {
        return target(folder, object(Json.readObject("case.json", Files.readString(folder.resolve("case.json"))), "target"));
    }

    private static String target(Path folder, Map<String, Object> t) {
        String at = "@\"" + t.get("output") + "\"";
        return switch ((String) t.get("kind")) {
            case "index" -> "index:" + list(((List<?>) t.get("index")).subList(1, ((List<?>) t.get("index")).size())) + at;
            case "channel_mean", "channel_mean_last_axis" -> "mean:" + t.get("channel") + at;
            case "channel_sum" -> "sum:" + t.get("channel") + at;
            default -> "weights:\"" + folder.resolve("reference/target_weight.npy") + "\"" + at;
        };
    }

    private static String list(Object numbers) {
        return ((List<?>) numbers).stream().map(Object::toString).collect(Collectors.joining(","));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Map<String, Object> map, String key) {
        return (Map<String, Object>) map.get(key);
    }
}
