// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.explainj.Explain;
import io.github.explainj.Options;
import io.github.explainj.Prepared;
import io.github.explainj.Request;
import io.github.explainj.Result;
import io.github.explainj.Framing;
import io.github.explainj.explain.Explainer;
import io.github.explainj.explain.Finding;
import io.github.explainj.probe.Device;
import io.github.explainj.registry.Registry;
import io.github.explainj.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The class depends on the fourth channel alone: hiding whole channels, one by one, must say so. */
class ChannelsEvidenceTest {

    private static final int EVIDENCE = 3;

    @Test
    void hidingOneChannelAtATimeNamesTheOneThatDecides() {
        List<Tensor> planes = TestImages.planes("channels_test.tif");
        Explainer method = Registry.of(Explainer.class)
                .create("occlusion", Map.of("window", "64", "stride", "64", "channels", "each"));
        int right = 0;
        try (Explain explain = Explain.open(TestImages.MODELS.resolve("channels.onnx"), new Options(Device.CPU, Map.of(), null))) {
            for (int i = 0; i < planes.size() / 4; i++) {
                Tensor image = TestImages.channels(planes.subList(4 * i, 4 * i + 4));
                Prepared prepared = explain.prepare(TestImages.image("image " + i, image), new Framing());
                Result result = explain.explain(prepared, new Request(method)).get(0);
                if (strongest(((Finding.Attribution) result.findings().get(0)).map()) == EVIDENCE) right++;
            }
        }
        System.out.println("the right channel in " + right + " of " + planes.size() / 4 + " images");
        assertEquals(planes.size() / 4, right);
    }

    /** Returns the channel whose whole-channel effect is the largest. */
    private static int strongest(Tensor map) {
        int plane = map.size(2) * map.size(3);
        int best = 0;
        for (int c = 1; c < map.channels(); c++) if (map.data()[c * plane] > map.data()[best * plane]) best = c;
        return best;
    }
}
