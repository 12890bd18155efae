// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.evidence;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.Explain;
import io.github.explainj.Framing;
import io.github.explainj.Options;
import io.github.explainj.Prepared;
import io.github.explainj.Request;
import io.github.explainj.Result;
import io.github.explainj.explain.Finding;
import io.github.explainj.explain.GradCam;
import io.github.explainj.feature.MapBox;
import io.github.explainj.feature.MapBoxes;
import io.github.explainj.feature.MapBoxes.Components;
import io.github.explainj.feature.MapBoxes.Shape;
import io.github.explainj.feature.MapBoxes.Sign;
import io.github.explainj.probe.Device;
import io.github.explainj.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Boxes of Grad-CAM maps on images whose evidence is planted. */
class CamBoxEvidenceTest {

    private static final int IMAGES = 40;
    private static final float PUNCTA = 128;

    @Test
    void boxesOfGradCamHoldThePlantedPunctaAndLittleElse() {
        List<Tensor> images = TestImages.planes("puncta_test.tif");
        List<Tensor> evidence = TestImages.planes("puncta_evidence.tif");
        double pixels = 0;
        double held = 0;
        double covered = 0;
        int touched = 0;
        int boxes = 0;
        try (Explain explain = Explain.open(TestImages.MODELS.resolve("puncta.onnx"), new Options(Device.CPU, Map.of(), null))) {
            for (int i = 0; i < IMAGES; i++) {
                List<MapBox> found = new MapBoxes(0.2, Sign.POSITIVE, Components.ALL, Shape.BOX).of("map", map(explain, images.get(i)));
                float[] truth = evidence.get(i).data();
                for (int p = 0; p < truth.length; p++) {
                    boolean in = isIn(found, p);
                    if (in) covered++;
                    if (truth[p] != PUNCTA) continue;
                    pixels++;
                    if (in) held++;
                }
                boxes++;
                if (found.get(0).positions().stream().anyMatch(p -> truth[p] == PUNCTA)) touched++;
            }
        }
        double share = covered / (IMAGES * 96.0 * 96);
        System.out.printf("boxes hold %.3f of %.0f pixels of puncta, and cover %.3f of the images; the largest touches some in %d of %d%n",
                held / pixels, pixels, share, touched, boxes);
        assertTrue(held / pixels >= 0.9, "of the planted puncta " + held / pixels);
        assertTrue(share < 0.25, "boxes cover " + share);
        assertTrue(touched >= 0.9 * boxes, touched + " largest boxes on puncta");
    }

    private static Tensor map(Explain explain, Tensor image) {
        Prepared prepared = explain.prepare(TestImages.image("image", image), new Framing());
        Result result = explain.explain(prepared, new Request(new GradCam())).get(0);
        return result.findings().stream().filter(Finding.Attribution.class::isInstance)
                .map(f -> result.onImage((Finding.Attribution) f)).findFirst().orElseThrow();
    }

    private static boolean isIn(List<MapBox> boxes, int p) {
        return boxes.stream().anyMatch(b -> p / 96 >= b.low().get(0) && p / 96 <= b.high().get(0)
                && p % 96 >= b.low().get(1) && p % 96 <= b.high().get(1));
    }
}
