// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.evidence;

import io.github.explainj.Explain;
import io.github.explainj.Options;
import io.github.explainj.Prepared;
import io.github.explainj.Request;
import io.github.explainj.Result;
import io.github.explainj.Framing;
import io.github.explainj.explain.Explainer;
import io.github.explainj.explain.Finding;
import io.github.explainj.input.ImageRegions;
import io.github.explainj.probe.Cancellation;
import io.github.explainj.probe.Device;
import io.github.explainj.probe.Progress;
import io.github.explainj.problem.Problem;
import io.github.explainj.registry.Registry;
import io.github.explainj.registry.Schema;
import io.github.explainj.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts, for every registered method that makes a map, how often its maximum lies in a cell that really
 * carries puncta, on held-out images whose brightest things are decoys.
 *
 * <p>Maps with signs point to where the score is supported most: their largest value, not their largest
 * absolute value. Run it on all 200 images; the README of the test models has the command.
 */
public final class MethodsEvidence {

    private final List<Tensor> images = TestImages.planes("puncta_test.tif");
    private final List<Tensor> evidence = TestImages.planes("puncta_evidence.tif");
    private final Map<String, Integer> hits = new TreeMap<>();

    /**
     * @param args number of images, 200 when not given; then names of methods, all when not given, each with
     *     parameters where others than the defaults are meant: {@code smooth_grad:sigma=0.02,samples=50}
     */
    public static void main(String[] args) {
        int n = args.length > 0 ? Integer.parseInt(args[0]) : 200;
        List<String> methods = args.length > 1 ? List.of(args).subList(1, args.length) : methods();
        long start = System.nanoTime();
        Map<String, Integer> hits = new MethodsEvidence().count(methods, n);
        hits.forEach((what, k) -> System.out.printf("| %s | %d | %.1f %% |%n", what, k, 100.0 * k / n));
        System.out.printf("%.0f s%n", (System.nanoTime() - start) * 1e-9);
        ij.util.ThreadUtil.threadPoolExecutor.shutdown();
    }

    /** Returns all of ours that make maps. */
    static List<String> methods() {
        return Registry.of(Explainer.class).schemas().stream()
                .filter(s -> s.defaults().getClass().getPackage().equals(Explainer.class.getPackage()))
                .filter(s -> !s.defaults().needsRegions()).map(Schema::name).toList();
    }

    /** Returns how many of the first n images each method, and each rule that knows no model, gets right. */
    Map<String, Integer> count(List<String> methods, int n) {
        Map<String, Explainer> made = new LinkedHashMap<>();
        methods.forEach(m -> made.put(m, method(m)));
        try (Explain explain = Explain.open(TestImages.MODELS.resolve("puncta.onnx"), new Options(Device.CPU, Map.of(), null))) {
            for (int i = 0; i < n; i++) image(explain, i, made);
        }
        return hits;
    }

    private static Explainer method(String text) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (text.equals("rise")) parameters.put("samples", "1000");
        if (text.contains(":"))
            for (String p : text.substring(text.indexOf(':') + 1).split(","))
                parameters.put(p.split("=")[0], p.split("=")[1]);
        return Registry.of(Explainer.class).create(text.split(":")[0], parameters);
    }

    private void image(Explain explain, int i, Map<String, Explainer> methods) {
        Tensor image = images.get(i);
        Prepared prepared = explain.prepare(TestImages.image("image " + i, image), new Framing());
        methods.forEach((name, method) -> {
            try {
                hit(name, i, Pointing.maximum(map(explain, prepared, name, method)));
            } catch (Problem refused) {
                hits.putIfAbsent(name + " (refused: " + refused.code() + ")", 0);
            }
        });
        hit("- brightest pixel", i, Pointing.maximum(image));
        hit("- Laplacian of Gaussian", i, Pointing.brightestBlob(image));
        hit("- image centre", i, Pointing.centre(image));
    }

    private static Tensor map(Explain explain, Prepared prepared, String name, Explainer method) {
        Request request = new Request(List.of(method), List.of("class:1"), ImageRegions.NONE, Progress.NONE, new Cancellation());
        Result result = explain.explain(prepared, request).get(0);
        return result.findings().stream()
                .filter(f -> f instanceof Finding.Attribution && f.name().equals(name.split(":")[0]))
                .map(f -> result.onImage((Finding.Attribution) f)).findFirst().orElseThrow();
    }

    private void hit(String what, int i, int position) {
        hits.merge(what, evidence.get(i).data()[position] > 0 ? 1 : 0, Integer::sum);
    }
}
