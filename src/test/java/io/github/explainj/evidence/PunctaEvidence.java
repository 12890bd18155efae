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
import io.github.explainj.explain.RegionOcclusion;
import io.github.explainj.input.ImageRegions;
import io.github.explainj.probe.Cancellation;
import io.github.explainj.probe.Device;
import io.github.explainj.probe.Progress;
import io.github.explainj.registry.Registry;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts, on held-out images of infected cells whose evidence is known by construction, how often
 * each method (and each rule that knows no model) points to a cell that really carries puncta.
 *
 * <p>Run it on all 200 images with 4000 RISE masks; the README has the command.
 */
public final class PunctaEvidence {

    private final Map<String, Integer> hits = new TreeMap<>();
    private final List<Tensor> images = TestImages.planes("puncta_test.tif");
    private final List<Tensor> labels = TestImages.planes("puncta_truth.tif");
    private final List<Tensor> evidence = TestImages.planes("puncta_evidence.tif");
    private final Explainer rise;

    PunctaEvidence(int masks) {
        rise = Registry.of(Explainer.class).create("rise", Map.of("samples", String.valueOf(masks)));
    }

    /** @param args number of images and of RISE masks; 200 and 4000 when not given */
    public static void main(String[] args) {
        int n = args.length > 0 ? Integer.parseInt(args[0]) : 200;
        int masks = args.length > 1 ? Integer.parseInt(args[1]) : 4000;
        new PunctaEvidence(masks).count(0, n).forEach((what, hits) -> System.out.printf("%-22s %3d of %d%n", what, hits, n));
        // ImageJ's blur leaves threads behind that would keep this program alive
        ij.util.ThreadUtil.threadPoolExecutor.shutdown();
    }

    /** Returns how many of the images from {@code first} on each way gets right. */
    Map<String, Integer> count(int first, int n) {
        try (Explain explain = Explain.open(TestImages.MODELS.resolve("puncta.onnx"), new Options(Device.CPU, Map.of(), null))) {
            for (int i = first; i < first + n; i++) image(explain, i);
        }
        return hits;
    }

    private void image(Explain explain, int i) {
        Tensor image = images.get(i);
        Prepared prepared = explain.prepare(TestImages.image("image " + i, image), new Framing());
        for (String method : List.of("occlusion", "rise")) {
            Explainer explainer = method.equals("rise") ? rise : Registry.of(Explainer.class).create(method, Map.of());
            hit(method, i, Pointing.maximum(map(explain, prepared, explainer)));
        }
        hit("brightest pixel", i, Pointing.maximum(image));
        hit("Laplacian of Gaussian", i, Pointing.brightestBlob(image));
        hit("image centre", i, Pointing.centre(image));
        hits.merge("region occlusion", infected(i, topRegion(explain, prepared, i)) ? 1 : 0, Integer::sum);
        hits.merge("painted out flips", explain.predict(explain.prepare(TestImages.image("painted", paintedOut(i)), new Framing()))
                .get(0).index() == 0 ? 1 : 0, Integer::sum);
        hits.merge("called infected", explain.predict(prepared).get(0).index() == 1 ? 1 : 0, Integer::sum);
    }

    private Tensor map(Explain explain, Prepared prepared, Explainer method) {
        Result result = explain.explain(prepared, new Request(method)).get(0);
        return result.onImage((Finding.Attribution) result.findings().get(0));
    }

    private void hit(String what, int i, int position) {
        hits.merge(what, evidence.get(i).data()[position] > 0 ? 1 : 0, Integer::sum);
    }

    private int topRegion(Explain explain, Prepared prepared, int i) {
        Request request = new Request(List.of(new RegionOcclusion()), List.of(), regions(labels.get(i)), Progress.NONE, new Cancellation());
        Finding.Scores table = (Finding.Scores) explain.explain(prepared, request).get(0).findings().get(0);
        int rank = table.columns().indexOf("rank");
        return table.rows().stream()
                .filter(row -> ((Number) row.get(rank)).intValue() == 1)
                .mapToInt(row -> Integer.parseInt((String) row.get(0)))
                .findFirst()
                .orElseThrow();
    }

    private boolean infected(int i, int label) {
        float[] cells = labels.get(i).data();
        for (int p = 0; p < cells.length; p++) if (cells[p] == label && evidence.get(i).data()[p] > 0) return true;
        return false;
    }

    static ImageRegions regions(Tensor labels) {
        Map<Integer, List<Integer>> positions = new TreeMap<>();
        for (int p = 0; p < labels.size(); p++)
            if (labels.data()[p] > 0) positions.computeIfAbsent((int) labels.data()[p], k -> new ArrayList<>()).add(p);
        return new ImageRegions(positions.keySet().stream().map(String::valueOf).toList(),
                positions.values().stream().map(l -> l.stream().mapToInt(k -> k).toArray()).toList());
    }

    /** Puts the background (5th percentile of the image) where the infected cells are. */
    private Tensor paintedOut(int i) {
        Tensor painted = images.get(i).copy();
        float[] sorted = painted.data().clone();
        Arrays.sort(sorted);
        for (int p = 0; p < painted.size(); p++)
            if (evidence.get(i).data()[p] > 0) painted.data()[p] = sorted[sorted.length / 20];
        return painted;
    }
}
