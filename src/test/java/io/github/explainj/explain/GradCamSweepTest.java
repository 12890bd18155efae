// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.Deviation;
import io.github.explainj.Explain;
import io.github.explainj.ReferenceCase;
import io.github.explainj.Request;
import io.github.explainj.Result;
import io.github.explainj.input.ImageRegions;
import io.github.explainj.probe.Cancellation;
import io.github.explainj.probe.Progress;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Grad-CAM and HiResCAM of every layer that has a reference, at its own resolution and enlarged. */
class GradCamSweepTest {

    private static final String FILES = "gradcam_\\d+(_up)?.npy";
    private static final double MAP = 2e-3;

    private final List<String> passed = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();
    private int signed;

    @Test
    void everyReferenceFileAgrees() {
        List<ReferenceCase> cases = ReferenceCase.all();
        cases.forEach(this::compare);
        long files = cases.stream().mapToLong(c -> c.files(FILES).size()).sum();
        long activations = cases.stream().mapToLong(c -> c.files("grad_act_\\d+.npy").size()).sum();
        System.out.println("reference files: " + files + ", compared " + (passed.size() + failed.size()) + "; signed maps "
                + signed + "\npassed " + passed.size() + ": " + passed + "\nfailed " + failed.size() + ": " + failed);
        assertEquals(files + 2 * activations, passed.size() + failed.size(), "found and compared");
        assertEquals(2 * activations, signed, "signed maps found and compared");
        assertEquals(List.of(), failed);
        assertTrue(files > 0);
    }

    /** A model that cannot be differentiated fails all its files, and is not left out. */
    private void compare(ReferenceCase c) {
        if (c.layers().isEmpty()) return;
        String layers = String.join(",", c.layers());
        List<Explainer> methods = List.of(new GradCam(layers, Align.CORNERS_FALSE), new HiresCam(layers, Align.CORNERS_FALSE));
        try (Explain explain = c.open()) {
            List<Result> results = explain.explain(c.input(explain), new Request(methods, List.of(c.target()),
                    ImageRegions.NONE, Progress.NONE, new Cancellation()));
            for (int i = 0; i < c.layers().size(); i++) layer(c, i, results);
        } catch (Problem | IllegalStateException | IllegalArgumentException e) {
            c.files(FILES).forEach(f -> failed.add(c.name() + " " + f + ": " + e.getMessage()));
        }
    }

    private void layer(ReferenceCase c, int i, List<Result> results) {
        Tensor map = inner(results.get(0), i);
        String file = "gradcam_" + i;
        if (c.has(file + ".npy")) check(c, file + ".npy", relu(map), c.read(file + ".npy"));
        if (c.has(file + "_up.npy")) {
            int[] size = ((Finding.Attribution) results.get(0).findings().get(2 * i + 1)).map().spatial();
            check(c, file + "_up.npy", enlarged(relu(map), size), c.read(file + "_up.npy"));
        }
        if (!c.has("grad_act_" + i + ".npy")) return;
        Tensor a = c.read("act_" + i + ".npy");
        Tensor g = c.read("grad_act_" + i + ".npy");
        signed += 2;
        check(c, "signed grad_cam " + i, map, gradCam(a, g));
        check(c, "signed hires_cam " + i, inner(results.get(1), i), hiresCam(a, g));
    }

    private static Tensor inner(Result result, int layer) {
        return ((Finding.Inner) result.findings().get(2 * layer)).values();
    }

    private static Tensor enlarged(Tensor map, int[] size) {
        List<Integer> cells = Arrays.stream(map.spatial()).boxed().toList();
        List<Integer> shape = IntStream.of(map.shape()).boxed().toList();
        FeatureMap layer = new FeatureMap("", shape, IntStream.range(2, shape.size()).boxed().toList(), cells, 0, List.of());
        return Placement.of(layer, Arrays.stream(size).boxed().toList(), Align.CORNERS_FALSE).enlarge(map);
    }

    /** The formula once more, on {@code [1, K, spatial...]}. */
    private static Tensor gradCam(Tensor a, Tensor g) {
        int cells = a.size() / a.channels();
        double[] map = new double[cells];
        for (int k = 0; k < a.channels(); k++) {
            double weight = 0;
            for (int p = 0; p < cells; p++) weight += g.data()[k * cells + p];
            for (int p = 0; p < cells; p++) map[p] += weight / cells * a.data()[k * cells + p];
        }
        return like(a, map);
    }

    private static Tensor hiresCam(Tensor a, Tensor g) {
        double[] map = new double[a.size() / a.channels()];
        for (int e = 0; e < a.size(); e++) map[e % map.length] += (double) a.data()[e] * g.data()[e];
        return like(a, map);
    }

    private static Tensor like(Tensor a, double[] map) {
        int[] shape = a.shape();
        shape[1] = 1;
        Tensor t = Tensor.zeros(shape);
        for (int p = 0; p < map.length; p++) t.data()[p] = (float) map[p];
        return t;
    }

    private static Tensor relu(Tensor map) {
        Tensor t = map.copy();
        for (int p = 0; p < t.size(); p++) t.data()[p] = Math.max(0, t.data()[p]);
        return t;
    }

    private void check(ReferenceCase c, String what, Tensor ours, Tensor reference) {
        double deviation = Deviation.of(ours, reference);
        System.out.printf("%-45s %-22s %.2e%n", c.name(), what, deviation);
        boolean close = deviation <= Math.max(MAP, c.tolerance("other", MAP));
        (close ? passed : failed).add(c.name() + " " + what + (close ? "" : " " + deviation));
    }
}
