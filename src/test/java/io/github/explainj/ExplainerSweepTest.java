// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.explain.Explainer;
import io.github.explainj.explain.Finding;
import io.github.explainj.input.ImageRegions;
import io.github.explainj.probe.Cancellation;
import io.github.explainj.probe.Progress;
import io.github.explainj.problem.Problem;
import io.github.explainj.registry.Registry;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Saliency, guided backpropagation, deconvnet and integrated gradients against every reference that there
 * is, by folder; the numbers are compared as they come out of the methods.
 */
class ExplainerSweepTest {

    private static final SortedMap<String, String> METHODS = new TreeMap<>(Map.of("grad_input.npy", "saliency",
            "guided.npy", "guided_backprop", "deconvnet.npy", "deconvnet", "ig.npy", "integrated_gradients"));

    private final List<String> failed = new ArrayList<>();
    private int compared;

    @Test
    void everyReferenceFileAgrees() {
        List<ReferenceCase> cases = ReferenceCase.all();
        long files = cases.stream().mapToLong(c -> METHODS.keySet().stream().filter(c::has).count()).sum();
        for (ReferenceCase c : cases)
            try (Explain explain = c.open()) {
                for (String file : METHODS.keySet()) if (c.has(file)) compare(c, file, explain);
            }
        System.out.println("reference files: " + files + ", compared " + compared + ", passed " + (compared - failed.size())
                + ", failed " + failed);
        assertTrue(files > 0);
        assertEquals(files, compared, "reference files found and compared");
        assertEquals(List.of(), failed);
    }

    private void compare(ReferenceCase c, String file, Explain explain) {
        compared++;
        String what = c.name() + " " + file;
        Explainer method = Registry.of(Explainer.class).create(METHODS.get(file), settings(c, file));
        Request request = new Request(List.of(method), List.of(c.target()), ImageRegions.NONE, Progress.NONE, new Cancellation());
        try {
            Finding found = explain.explain(c.input(explain), request).get(0).findings().get(0);
            Tensor ours = explain.card().inputs().get(0).axes().own(((Finding.Attribution) found).map());
            double deviation = Deviation.of(ours, c.read(file));
            double tolerance = file.startsWith("grad") ? c.tolerance("gradient", 1e-3) : c.tolerance("other", 2e-3);
            System.out.printf("%-60s %.2e (%.0e)%n", what, deviation, tolerance);
            if (!(deviation <= tolerance)) failed.add(what + " " + deviation);
        } catch (Problem e) {
            System.out.println(what + " " + e.getMessage());
            failed.add(what + " " + e.code());
        }
    }

    private static Map<String, String> settings(ReferenceCase c, String file) {
        if (!file.equals("ig.npy")) return Map.of();
        int steps = ((Number) c.object("ig").get("steps")).intValue();
        return Map.of("steps", String.valueOf(steps), "rule", "midpoint", "baseline", "zero");
    }
}
