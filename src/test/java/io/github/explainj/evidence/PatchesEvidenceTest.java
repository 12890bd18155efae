// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.Explain;
import io.github.explainj.Framing;
import io.github.explainj.ImageSet;
import io.github.explainj.LookRequest;
import io.github.explainj.Options;
import io.github.explainj.explain.Finding;
import io.github.explainj.feature.ActivatingPatches;
import io.github.explainj.feature.ChannelContributions;
import io.github.explainj.feature.Projection;
import io.github.explainj.input.ImageRegions;
import io.github.explainj.probe.Cancellation;
import io.github.explainj.probe.Device;
import io.github.explainj.probe.Progress;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The channel that makes an image infected is one for puncta: what excites it most in held-out images holds
 * puncta that are known by construction.
 */
class PatchesEvidenceTest {

    private static final int PATCHES = 50;
    private static final int FOR_THE_CHANNEL = 20;

    private final List<Tensor> images = TestImages.planes("puncta_test.tif");
    private final List<Tensor> evidence = TestImages.planes("puncta_evidence.tif");

    @Test
    void theBestPatchesOfTheMostContributingChannelShowPuncta() {
        try (Explain explain = Explain.open(TestImages.MODELS.resolve("puncta.onnx"), new Options(Device.CPU, Map.of(), null))) {
            int channel = mostContributing(explain);
            Finding.Patches best = patches(explain, channel);
            assertEquals(PATCHES, best.patches().size());
            int hits = count(best, 0);
            System.out.println("puncta in " + hits + " of " + PATCHES + " patches of channel " + channel + " ("
                    + best.patches().get(0).pixels().size(-1) + " pixels wide), in the middle half of " + count(best, 0.25)
                    + "; in " + Math.round(100 * chance(best)) + " % of all windows of that size on the same images");
            assertTrue(hits >= 0.9 * PATCHES, hits + " of " + PATCHES);
        }
    }

    /** Returns the channel whose contributions to the infected class are largest over some images. */
    private int mostContributing(Explain explain) {
        double[] sums = new double[1024];
        for (Tensor image : images.subList(0, FOR_THE_CHANNEL)) {
            LookRequest request = new LookRequest(new ChannelContributions(), List.of("class:1"), ImageRegions.NONE, ImageSet.NONE,
                    Progress.NONE, new Cancellation());
            List<Finding> found = explain.look(Optional.of(explain.prepare(TestImages.image("image", image), new Framing())), request).get(0).findings();
            float[] contributions = found.stream().filter(Finding.Inner.class::isInstance).map(f -> ((Finding.Inner) f).values().data())
                    .findFirst().orElseThrow();
            for (int k = 0; k < contributions.length; k++) sums[k] += contributions[k];
        }
        int best = 0;
        for (int k = 1; k < sums.length; k++) if (sums[k] > sums[best]) best = k;
        return best;
    }

    private Finding.Patches patches(Explain explain, int channel) {
        List<ImageSet.Entry> entries = new ArrayList<>();
        for (Tensor image : images) {
            String name = String.valueOf(entries.size());
            entries.add(new ImageSet.Entry(name, "", "", "", volumes -> List.of(new ImageSet.Slice(TestImages.image(name, image), 1, 1))));
        }
        ActivatingPatches view = new ActivatingPatches("", String.valueOf(channel), 1, PATCHES, 1, Projection.NONE, "");
        return (Finding.Patches) explain.look(Optional.empty(), new LookRequest(view, new ImageSet(entries, new Framing()))).get(0).findings().get(0);
    }

    /** Counts the patches in which there are puncta, away from the border by a share of the side. */
    private int count(Finding.Patches found, double border) {
        int hits = 0;
        for (Finding.Patch p : found.patches()) {
            int side = (int) Math.round(p.high().get(0) - p.low().get(0)) + 1;
            int margin = (int) Math.round(border * side);
            hits += shows(Integer.parseInt(p.origin().image()), p.low().get(0).intValue() + margin, p.low().get(1).intValue() + margin, side - 2 * margin) ? 1 : 0;
        }
        return hits;
    }

    /** Returns in which share of all windows as large as the patches, on their images, there are puncta. */
    private double chance(Finding.Patches found) {
        int side = found.patches().get(0).pixels().size(-1);
        int hits = 0;
        int all = 0;
        for (Finding.Patch p : found.patches())
            for (int y = 0; y + side <= 96; y += 4)
                for (int x = 0; x + side <= 96; x += 4, all++) hits += shows(Integer.parseInt(p.origin().image()), y, x, side) ? 1 : 0;
        return hits / (double) all;
    }

    private boolean shows(int image, int top, int left, int side) {
        Tensor truth = evidence.get(image);
        for (int y = Math.max(0, top); y < Math.min(truth.size(2), top + side); y++)
            for (int x = Math.max(0, left); x < Math.min(truth.size(3), left + side); x++)
                if (truth.data()[y * truth.size(3) + x] == 128) return true;
        return false;
    }
}
