// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.explainj.explain.Explainer;
import io.github.explainj.explain.Finding;
import io.github.explainj.input.ImageRegions;
import io.github.explainj.probe.Cancellation;
import io.github.explainj.probe.Progress;
import io.github.explainj.registry.Registry;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Occlusion, RISE and the forward output against every reference that there is, by folder. */
class CasesSweepTest {

    private static final double OUTPUT = 1e-4;
    private static final double MAP = 2e-3;

    private final List<String> failed = new ArrayList<>();
    private int compared;

    @Test
    void everyReferenceFileAgrees() {
        List<ReferenceCase> cases = ReferenceCase.all();
        cases.forEach(this::compare);
        long files = cases.stream().mapToLong(c -> c.files("output.npy|occlusion.npy|rise_masks.npy").size()).sum();
        System.out.println("reference files: " + files + ", compared " + compared + ", passed "
                + (compared - failed.size()) + ", failed " + failed);
        assertEquals(files, compared, "reference files found and compared");
        assertEquals(List.of(), failed);
    }

    private void compare(ReferenceCase c) {
        try (Explain explain = c.open()) {
            Prepared input = c.input(explain);
            if (c.has("output.npy")) output(c, explain, input);
            if (c.has("occlusion.npy")) occlusion(c, explain, input);
            if (c.has("rise_masks.npy")) rise(c, explain, input);
        }
    }

    private void output(ReferenceCase c, Explain explain, Prepared input) {
        Tensor ours = explain.model().run(input.pieces().get(0).sample(), List.of(c.output())).get(c.output());
        check(c, "output.npy", ours, OUTPUT);
    }

    private void occlusion(ReferenceCase c, Explain explain, Prepared input) {
        Map<String, Object> o = c.object("occlusion");
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("window", ReferenceCase.list(o.get("window")));
        settings.put("stride", ReferenceCase.list(o.get("strides")));
        settings.put("fill", "zero");
        map(c, explain, input, Registry.of(Explainer.class).create("occlusion", settings), "occlusion.npy");
    }

    private void rise(ReferenceCase c, Explain explain, Prepared input) {
        Map<String, String> settings = Map.of("masks", c.path("rise_masks.npy").toString(), "fill", "zero");
        map(c, explain, input, Registry.of(Explainer.class).create("rise", settings), "rise.npy");
    }

    private void map(ReferenceCase c, Explain explain, Prepared input, Explainer method, String file) {
        Request request = new Request(List.of(method), List.of(c.target()), ImageRegions.NONE, Progress.NONE, new Cancellation());
        Result result = explain.explain(input, request).get(0);
        Tensor map = result.findings().stream()
                .filter(Finding.Attribution.class::isInstance)
                .map(f -> ((Finding.Attribution) f).map())
                .findFirst()
                .orElseThrow();
        check(c, file, explain.card().inputs().get(0).axes().own(map), MAP);
    }

    private void check(ReferenceCase c, String file, Tensor ours, double tolerance) {
        compared++;
        double deviation = Deviation.of(ours, c.read(file));
        System.out.printf("%-45s %-15s %.2e%n", c.name(), file, deviation);
        if (!(deviation <= tolerance)) failed.add(c.name() + " " + file + " " + deviation);
    }
}
