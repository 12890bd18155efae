// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.explain.Explainer;
import io.github.explainj.explain.Finding;
import io.github.explainj.imagej.ImageFiles;
import io.github.explainj.input.ImageRegions;
import io.github.explainj.onnx.ReceptiveField;
import io.github.explainj.probe.Cancellation;
import io.github.explainj.probe.Device;
import io.github.explainj.probe.Progress;
import io.github.explainj.registry.Registry;
import io.github.explainj.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which pixels decide one nucleus, of a real image, for a published U-Net. */
class RealGradientTest {

    private static final int LABEL = 17;

    @Test
    void theGradientOfOneNucleusStaysInItsReceptiveFieldAndPointsToIt() {
        Path real = Shared.folder("real");
        Tensor labels = ImageFiles.image(real.resolve("nuclei/mask2d.tif"), false).pixels();
        try (Explain explain = Explain.open(real.resolve("unet2d_nuclei_broad"),
                new Options(Device.CPU, Map.of(), new io.github.explainj.plugin.Loader()))) {
            Prepared image = explain.prepare(ImageFiles.image(real.resolve("nuclei/img2d.tif"), false), new Framing());
            Map<String, Tensor> maps = maps(explain, image, "region:0:\"" + real.resolve("nuclei/mask2d.tif") + "#" + LABEL + "\"");
            int outside = outside(explain, image, labels, maps.get("saliency"), maps.get("integrated_gradients"));
            System.out.println("pixels outside the receptive field, all exactly 0: " + outside + " of " + labels.size());
            assertTrue(outside > labels.size() / 4, "the receptive field leaves something out: " + outside);
            assertNear(maps.get("integrated_gradients"), labels);
            assertNear(maps.get("hires_cam"), labels);
        }
    }

    private static Map<String, Tensor> maps(Explain explain, Prepared image, String target) {
        Map<String, Tensor> maps = new java.util.LinkedHashMap<>();
        Map<String, Map<String, String>> methods = Map.of("saliency", Map.of(), "hires_cam", Map.of(),
                "integrated_gradients", Map.of("steps", "4"));
        methods.forEach((name, settings) -> {
            Explainer method = Registry.of(Explainer.class).create(name, settings);
            Request request = new Request(List.of(method), List.of(target), ImageRegions.NONE, Progress.NONE, new Cancellation());
            Result result = explain.explain(image, request).get(0);
            result.findings().stream().filter(f -> f instanceof Finding.Attribution && f.name().equals(name)).findFirst()
                    .ifPresent(f -> maps.put(name, ((Finding.Attribution) f).map()));
        });
        return maps;
    }

    /** Counts the pixels that no output pixel of the nucleus can see, and asserts that they are exactly 0. */
    private static int outside(Explain explain, Prepared image, Tensor labels, Tensor... maps) {
        String output = explain.graph().outputs().get(0).name();
        ReceptiveField field = ReceptiveField.of(explain.graph(), explain.model().shapes(image.pieces().get(0).sample()),
                explain.graph().inputs().get(0).name());
        int[] reach = {field.radius(output, 2), field.radius(output, 3)};
        int[] box = box(labels);
        int w = labels.size(-1);
        int count = 0;
        for (int p = 0; p < labels.size(); p++) {
            int y = p / w;
            int x = p % w;
            if (y >= box[0] - reach[0] && y <= box[1] + reach[0] && x >= box[2] - reach[1] && x <= box[3] + reach[1]) continue;
            count++;
            for (Tensor map : maps) assertTrue(map.data()[p] == 0, "at x=" + x + ", y=" + y + ": " + map.data()[p]);
        }
        return count;
    }

    private static int[] box(Tensor labels) {
        int w = labels.size(-1);
        int[] box = {Integer.MAX_VALUE, -1, Integer.MAX_VALUE, -1};
        for (int p = 0; p < labels.size(); p++)
            if (labels.data()[p] == LABEL) {
                box[0] = Math.min(box[0], p / w);
                box[1] = Math.max(box[1], p / w);
                box[2] = Math.min(box[2], p % w);
                box[3] = Math.max(box[3], p % w);
            }
        return box;
    }

    /** The largest value of either sign (a bottleneck may speak against what the skip connections say) lies in the nucleus or within a cell of the bottleneck from it. */
    private static void assertNear(Tensor map, Tensor labels) {
        int best = 0;
        for (int p = 0; p < map.size(); p++) if (Math.abs(map.data()[p]) > Math.abs(map.data()[best])) best = p;
        int[] box = box(labels);
        int w = labels.size(-1);
        boolean near = best / w >= box[0] - 16 && best / w <= box[1] + 16 && best % w >= box[2] - 16 && best % w <= box[3] + 16;
        assertTrue(near, "maximum at x=" + best % w + ", y=" + best / w + ", nucleus " + java.util.Arrays.toString(box));
    }
}
