// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.Explain;
import io.github.explainj.Framing;
import io.github.explainj.explain.Finding;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Masks against sorting all activations and enlarging a map with loops of its own. */
class ActivationMaskTest {

    private final PatchNets net = PatchNets.twice(-1, -1);
    private final List<Tensor> images = PatchNets.images(9, 33, 27);
    private final Tensor open = PatchNets.images(10, 33, 27).get(9);

    @TempDir
    private Path folder;

    private List<Finding> look(ActivationMask view, List<Tensor> others) {
        try (Explain explain = net.open(folder)) {
            return Looks.at(explain, view, open, others).findings();
        }
    }

    /** Returns a channel's activations in one image. */
    private float[] channel(int k, Tensor image) {
        try (Explain explain = net.open(folder)) {
            Tensor v = PatchNets.activations(explain, explain.prepare(Looks.image("i", image), new Framing()), net.layer()).get(0);
            int cells = v.size() / v.channels();
            return Arrays.copyOfRange(v.data(), k * cells, (k + 1) * cells);
        }
    }

    private static Finding.Attribution mask(List<Finding> found) {
        return Looks.named(found, Finding.Attribution.class, "activation_mask", 0);
    }

    @Test
    void theThresholdIsThatOfSortingAllActivations() {
        List<Float> all = new ArrayList<>();
        for (Tensor image : images) for (float v : channel(1, image)) all.add(v);
        all.sort(null);
        for (double quantile : new double[] {0.001, 0.005, 0.02, 0.1, 0.5}) {
            int k = (int) Math.ceil(quantile * all.size() - 1e-9);
            double threshold = (double) mask(look(new ActivationMask(net.layer(), "1", quantile, "", 0.3), images)).facts().get("threshold");
            assertEquals((double) all.get(all.size() - 1 - k), threshold, "quantile " + quantile);
            assertTrue(all.stream().filter(v -> v > threshold).count() <= k);
        }
    }

    @Test
    void theMaskIsWhereTheEnlargedMapIsAboveIt() {
        float[] map = channel(2, open);
        List<Finding> found = look(new ActivationMask(net.layer(), "2", 0.1, "", 0.25), images);
        Finding.Attribution mask = mask(found);
        double threshold = (double) mask.facts().get("threshold");
        Finding.Picture dimmed = Looks.named(found, Finding.Picture.class, "dimmed", 0);
        int inside = 0;
        double sum = 0;
        for (int y = 0; y < 33; y++)
            for (int x = 0; x < 27; x++) {
                double value = bilinear(map, y / 4.0, x / 4.0);
                if (Math.abs(value - threshold) < 1e-4) continue;
                int i = y * 27 + x;
                assertEquals(value > threshold ? 1 : 0, mask.map().data()[i], "at " + y + ", " + x);
                float raw = open.data()[i];
                assertEquals(value > threshold ? raw : 0.25f * raw, dimmed.values().data()[i], 1e-6f);
                if (value > threshold) sum += value;
                if (value > threshold) inside++;
            }
        assertTrue(inside > 10 && inside < 400, inside + " pixels");
        List<Object> row = Looks.named(found, Finding.Scores.class, "activation_mask", 0).rows().get(0);
        assertEquals(inside / (33 * 27.0), (double) row.get(3), 0.02);
        assertEquals(sum / inside, (double) row.get(4), 0.02 * sum / inside);
    }

    /** Cell (i, j) lies at pixel (4 i, 4 j). */
    private static double bilinear(float[] map, double y, double x) {
        int top = Math.min((int) y, 7);
        int left = Math.min((int) x, 5);
        double down = Math.min(y, 8) - top;
        double right = Math.min(x, 6) - left;
        return (1 - down) * ((1 - right) * map[top * 7 + left] + right * map[top * 7 + left + 1])
                + down * ((1 - right) * map[top * 7 + 7 + left] + right * map[top * 7 + 7 + left + 1]);
    }

    @Test
    void withoutOtherImagesItIsThisOnesQuantileAndIsSaid() {
        float[] map = channel(0, open);
        Arrays.sort(map);
        Finding.Attribution mask = mask(look(new ActivationMask(net.layer(), "0", 0.05, "", 0.3), List.of()));
        assertEquals((double) map[63 - 1 - 4], mask.facts().get("threshold"));
        assertTrue(mask.remark().orElse("").contains("this image alone"), mask.remark().orElse("none"));
    }

    @Test
    void aThresholdMayBeGivenAndTheMostActiveChannelIsTaken() {
        int best = 0;
        double[] sums = IntStream.range(0, 3).mapToDouble(k -> sum(channel(k, open))).toArray();
        for (int k = 1; k < 3; k++) if (sums[k] > sums[best]) best = k;
        Finding.Attribution mask = mask(look(new ActivationMask(net.layer(), "", 0.005, "12.5", 0.3), List.of()));
        assertEquals(best, mask.facts().get("channel"));
        assertEquals(12.5, mask.facts().get("threshold"));
        Finding.Attribution none = mask(look(new ActivationMask(net.layer(), "", 0.005, "1e6", 0.3), List.of()));
        assertTrue(none.remark().orElse("").startsWith("Nowhere on this image"), none.remark().orElse("no remark"));
    }

    private static double sum(float[] values) {
        double sum = 0;
        for (float v : values) sum += v;
        return sum;
    }

    @Test
    void whatCannotBeIsSaid() {
        assertEquals("A07", assertThrows(Problem.class, () -> new ActivationMask("", "", 0.1, "much", 0.3)).code());
        assertEquals("A07", assertThrows(Problem.class, () -> look(new ActivationMask(net.layer(), "0,1", 0.1, "", 0.3), List.of())).code());
        assertEquals("A05", assertThrows(Problem.class, () -> look(new ActivationMask("y", "0", 0.1, "", 0.3), List.of())).code());
    }

    @Test
    void theLargestValuesAreExactInLittleMemory() {
        Random random = new Random(7);
        TopValues top = new TopValues(100);
        float[] all = new float[5000];
        for (int i = 0; i < all.length; i++) all[i] = random.nextInt(10) == 0 ? 5 : (float) random.nextGaussian();
        for (int i = 0; i < all.length; i += 50) top.add(Arrays.copyOfRange(all, i, i + 50));
        top.add(new float[] {Float.NaN, Float.POSITIVE_INFINITY});
        Arrays.sort(all);
        assertEquals(5000, top.count());
        assertEquals(all[5000 - 1 - 75], top.above(0.015));
        assertEquals(99 / 5000.0, top.largestShare());
        assertEquals(all[5000 - 1 - 99], top.above(0.5));
        TopValues few = new TopValues(100);
        few.add(new float[] {3, 1, 2});
        assertArrayEquals(new double[] {2, 1, 1}, new double[] {few.above(0.01), few.above(0.5), few.above(0.999)});
    }
}
