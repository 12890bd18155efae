// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.evidence;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.Explain;
import io.github.explainj.Options;
import io.github.explainj.Request;
import io.github.explainj.Framing;
import io.github.explainj.explain.Explainer;
import io.github.explainj.explain.Finding;
import io.github.explainj.probe.Cancellation;
import io.github.explainj.probe.Device;
import io.github.explainj.probe.Progress;
import io.github.explainj.registry.Registry;
import io.github.explainj.input.ImageRegions;
import io.github.explainj.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An explanation of a network whose weights have been shuffled must not look like that of the trained
 * one (Adebayo et al. 2018, arXiv:1810.03292); a picture of the image's edges does.
 */
class SanityCheckTest {

    private static final int SEEDS = 10;
    private static final List<String> METHODS = List.of("grad_cam", "saliency", "guided_backprop", "deconvnet");

    @TempDir
    private Path folder;

    @Test
    void mapsOfInfectedCellsDependOnTheWeights() throws IOException {
        check("puncta.onnx", TestImages.planes("puncta_test.tif").subList(0, 4), "class:1");
    }

    @Test
    void mapsOfMarkerPatternsDependOnTheWeights() throws IOException {
        List<Tensor> planes = TestImages.planes("channels_test.tif");
        check("channels.onnx", IntStream.range(0, 4).mapToObj(i -> TestImages.channels(planes.subList(4 * i, 4 * i + 4))).toList(),
                "class:1");
    }

    private void check(String name, List<Tensor> images, String target) throws IOException {
        Permuted permuted = new Permuted(TestImages.MODELS.resolve(name));
        List<Map<String, Tensor>> trained = maps(permuted.model(), images, target);
        int layers = permuted.layers();
        System.out.println(name + ": rank correlation with the trained network's map, mean of " + SEEDS + " seeds and "
                + images.size() + " images");
        Map<String, Double> last = Map.of();
        // the way there is for the curious: -Dexplainj.cascade=true
        for (int count = Boolean.getBoolean("explainj.cascade") ? 1 : layers; count <= layers; count++) {
            Map<String, Double> sums = new LinkedHashMap<>();
            for (int seed = 0; seed < SEEDS; seed++) {
                Path copy = permuted.write(folder.resolve(name), count, seed);
                List<Map<String, Tensor>> shuffled = maps(copy, images, target);
                for (int i = 0; i < images.size(); i++) {
                    Map<String, Tensor> a = trained.get(i);
                    Map<String, Tensor> b = shuffled.get(i);
                    a.forEach((method, map) -> sums.merge(method, correlation(map, b.get(method)) / SEEDS / images.size(), Double::sum));
                }
            }
            last = sums;
            System.out.println("  last " + count + " of " + layers + " layers shuffled: " + sums);
        }
        assertTrue(last.get("grad_cam") <= 0.3, name + " Grad-CAM " + last);
        assertTrue(last.get("saliency") <= 0.3, name + " gradient " + last);
        assertTrue(last.get("edges") > 0.9, name + " edges " + last);
    }

    /** Returns per image the absolute maps at the resolution of Grad-CAM's layer. */
    private static List<Map<String, Tensor>> maps(Path model, List<Tensor> images, String target) {
        try (Explain explain = Explain.open(model, options())) {
            return images.stream().map(image -> maps(explain, image, target)).toList();
        }
    }

    /** The trained model's facts: a copy has no file of facts beside it. */
    private static Options options() {
        return new Options(Device.CPU, Map.of("normalise", "0-1", "range", "0,255"), null);
    }

    private static Map<String, Tensor> maps(Explain explain, Tensor image, String target) {
        Map<String, Tensor> maps = new LinkedHashMap<>();
        for (String method : METHODS) {
            Explainer explainer = Registry.of(Explainer.class).create(method, Map.of());
            List<Finding> findings = explain.explain(explain.prepare(TestImages.image("image", image), new Framing()),
                    new Request(List.of(explainer), List.of(target), ImageRegions.NONE, Progress.NONE, new Cancellation())).get(0).findings();
            for (Finding f : findings) {
                if (f instanceof Finding.Inner layer && f.name().equals("grad_cam_layer")) maps.put(method, layer.values());
                if (f instanceof Finding.Attribution map && f.name().equals(method) && !method.equals("grad_cam"))
                    maps.put(method, coarse(map.map(), maps.get("grad_cam")));
            }
        }
        maps.put("edges", coarse(edges(image), maps.get("grad_cam")));
        return maps;
    }

    /** Means of absolute values over the cells of the layer. */
    private static Tensor coarse(Tensor map, Tensor layer) {
        int h = layer.size(-2);
        int w = layer.size(-1);
        Tensor out = Tensor.zeros(1, 1, h, w);
        for (int c = 0; c < map.channels(); c++)
            for (int y = 0; y < map.size(2); y++)
                for (int x = 0; x < map.size(3); x++)
                    out.data()[y * h / map.size(2) * w + x * w / map.size(3)] +=
                            Math.abs(map.data()[(c * map.size(2) + y) * map.size(3) + x]);
        return out;
    }

    /** The size of differences between neighbouring pixels. */
    private static Tensor edges(Tensor image) {
        Tensor out = Tensor.zeros(image.shape());
        int w = image.size(3);
        for (int i = w; i < image.size(); i++)
            if (i % w > 0) out.data()[i] = Math.abs(image.data()[i] - image.data()[i - 1]) + Math.abs(image.data()[i] - image.data()[i - w]);
        return out;
    }

    /** Spearman's rank correlation of absolute values; ties take their mean rank. A flat map correlates with nothing. */
    private static double correlation(Tensor a, Tensor b) {
        double[] x = ranks(a.data());
        double[] y = ranks(b.data());
        double mean = (x.length - 1) / 2.0;
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            xy += (x[i] - mean) * (y[i] - mean);
            xx += (x[i] - mean) * (x[i] - mean);
            yy += (y[i] - mean) * (y[i] - mean);
        }
        return xx == 0 || yy == 0 ? 0 : xy / Math.sqrt(xx * yy);
    }

    private static double[] ranks(float[] values) {
        Integer[] order = IntStream.range(0, values.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> Math.abs(values[i])));
        double[] ranks = new double[values.length];
        for (int i = 0; i < order.length; ) {
            int j = i;
            while (j < order.length && Math.abs(values[order[j]]) == Math.abs(values[order[i]])) j++;
            for (int k = i; k < j; k++) ranks[order[k]] = (i + j - 1) / 2.0;
            i = j;
        }
        return ranks;
    }
}
