// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.perturb.ConstantFill;
import io.github.explainj.perturb.Extent;
import io.github.explainj.perturb.Fill;
import io.github.explainj.perturb.ZeroFill;
import io.github.explainj.probe.Sample;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OcclusionTest {

    static final Fill ZERO = new ZeroFill();

    @Test
    void onePixelWindowsOfALinearModelGiveWeightTimesPixelMinusFill() {
        float[] w = random(1, 30);
        Tensor x = new Tensor(random(2, 30), 1, 1, 5, 6);
        Occlusion pixels = occlusion("1", "1", Channels.TOGETHER, new ConstantFill(0.25));
        float[] map = map(pixels, w, x).data();
        for (int i = 0; i < 30; i++) assertEquals(w[i] * (x.data()[i] - 0.25f), map[i], 2e-6);
    }

    @Test
    void overlappingWindowsAreAveragedByHandOnALine() {
        // L = 5, window 3, stride 2: windows [0,3) and [2,5); ones everywhere, weights 1 2 3 4 5
        Tensor x = Tensor.full(1, 1, 1, 1, 5);
        float[] map = map(occlusion("1,3", "1,2", Channels.TOGETHER, ZERO), new float[] {1, 2, 3, 4, 5}, x).data();
        assertArrayEquals(new float[] {6, 6, 9, 12, 12}, map, 1e-5f);
    }

    @Test
    void theLastWindowIsCutAtTheBorderWhenTheSideIsNoMultipleOfTheStride() {
        // L = 6, window 4, stride 3: ceil((6 - 4) / 3) + 1 = 2 windows: [0,4) and [3,6)
        Tensor x = Tensor.full(1, 1, 1, 1, 6);
        float[] map = map(occlusion("1,4", "1,3", Channels.TOGETHER, ZERO), new float[] {1, 1, 1, 1, 1, 1}, x).data();
        assertArrayEquals(new float[] {4, 4, 4, 3.5f, 3, 3}, map, 1e-5f);
    }

    @Test
    void windowEqualToStrideTilesTheImage() {
        Tensor x = Tensor.full(1, 1, 1, 4, 4);
        float[] map = map(occlusion("2", "2", Channels.TOGETHER, ZERO), random(3, 16), x).data();
        float[] w = random(3, 16);
        assertEquals(w[0] + w[1] + w[4] + w[5], map[0], 1e-6);
        assertEquals(map[0], map[5]);
        assertEquals(w[10] + w[11] + w[14] + w[15], map[15], 1e-6);
    }

    @Test
    void oneChannelWindowsGiveAMapPerChannel() {
        Tensor x = new Tensor(random(4, 4 * 9), 1, 4, 3, 3);
        float[] w = random(5, 4 * 9);
        for (Occlusion o : List.of(occlusion("1", "1", Channels.EACH, ZERO), occlusion("1,1,1", "1", Channels.TOGETHER, ZERO))) {
            Tensor map = map(o, w, x);
            assertArrayEquals(new int[] {1, 4, 3, 3}, map.shape());
            for (int i = 0; i < w.length; i++) assertEquals(w[i] * x.data()[i], map.data()[i], 2e-6);
        }
        Tensor together = map(occlusion("1", "1", Channels.TOGETHER, ZERO), w, x);
        assertArrayEquals(new int[] {1, 1, 3, 3}, together.shape());
        assertEquals(w[0] * x.data()[0] + w[9] * x.data()[9] + w[18] * x.data()[18] + w[27] * x.data()[27],
                together.data()[0], 2e-6);
    }

    @Test
    void windowsSlideOverChannelsWhenTheExtentNamesThem() {
        // 3 channels, window 2, stride 1: channels {0,1} and {1,2}
        Tensor x = Tensor.full(1, 1, 3, 1, 1);
        float[] map = map(occlusion("2,1,1", "1,1,1", Channels.TOGETHER, ZERO), new float[] {1, 2, 4}, x).data();
        assertArrayEquals(new float[] {3, 4.5f, 6}, map, 1e-6f);
    }

    @Test
    void windowsHaveThreeAxesInAVolume() {
        Tensor x = Tensor.full(1, 1, 1, 2, 2, 4);
        float[] w = random(6, 16);
        Tensor map = map(occlusion("2,1,2", "2,1,2", Channels.TOGETHER, ZERO), w, x);
        assertArrayEquals(new int[] {1, 1, 2, 2, 4}, map.shape());
        assertEquals(w[0] + w[1] + w[8] + w[9], map.data()[0], 1e-6);
        assertEquals(w[6] + w[7] + w[14] + w[15], map.data()[15], 1e-6);
    }

    @Test
    void theDefaultWindowIsAFourteenthOfTheSideAndTheStrideHalfOfIt() {
        Finding.Attribution a = explain(new Occlusion(), x -> 0, Tensor.zeros(1, 3, 56, 84));
        assertEquals(List.of(3, 4, 6), a.facts().get("window"));
        assertEquals(List.of(1, 2, 3), a.facts().get("stride"));
    }

    @Test
    void refusesWindowsThatDoNotFit() {
        refused("A03", "window from 1 to 8, got 9", occlusion("9", "1", Channels.TOGETHER, ZERO));
        refused("A03", "A stride of 3", occlusion("2", "3", Channels.TOGETHER, ZERO));
        refused("A03", "size of a pixel along y", occlusion("2um", "half", Channels.TOGETHER, ZERO));
        refused("A03", "4 numbers", occlusion("1,2,3,4", "half", Channels.TOGETHER, ZERO));
        refused("A03", "half", occlusion("half", "half", Channels.TOGETHER, ZERO));
        refused("A07", "channels=each", occlusion("1,2,2", "half", Channels.EACH, ZERO));
        Problem zero = assertThrows(Problem.class, () -> Extent.parse("0"));
        assertEquals("A03", zero.code());
    }

    @Test
    void aStoppedRunKeepsWhatIsMeasuredAndSaysSo() {
        Tensor x = Tensor.full(1, 1, 1, 4, 4);
        float[] w = random(7, 16);
        Sample sample = Sample.of(x);
        FakeProbe stopping = new FakeProbe(List.of(FakeProbe.linear(w, 0)), 5);
        Finding.Attribution a = (Finding.Attribution) occlusion("1", "1", Channels.TOGETHER, ZERO)
                .explain(stopping, sample, Regions.NONE).get(0);
        for (int i = 0; i < 5; i++) assertEquals(w[i], a.map().data()[i], 1e-6);
        for (int i = 5; i < 16; i++) assertTrue(Float.isNaN(a.map().data()[i]));
        assertEquals(true, a.facts().get("partial"));
        assertEquals(5 / 16.0, a.facts().get("share_done"));
        FakeProbe never = new FakeProbe(List.of(FakeProbe.linear(w, 0)), 0);
        Finding.Attribution none = (Finding.Attribution) new Occlusion().explain(never, sample, Regions.NONE).get(0);
        assertTrue(Float.isNaN(none.map().data()[0]));
    }

    @Test
    void theNullDistributionComesFromWindowsOnBackground() {
        // one bright pixel of ten; the model sees only brightness, so windows on background do nothing
        Tensor x = Tensor.full(2, 1, 1, 1, 10);
        x.data()[3] = 50;
        Finding.Attribution a = explain(occlusion("1,1", "1,1", Channels.TOGETHER, new ConstantFill(2)),
                t -> t.data()[3] * 3, x);
        assertEquals(9, a.facts().get("null_windows"));
        assertEquals(0.0, a.facts().get("null_mean"));
        assertEquals(0.0, a.facts().get("null_q95"));
        assertEquals(144, a.map().data()[3], 1e-4);
        assertEquals("constant = 2", a.facts().get("fill"));
        assertEquals(6.0, a.facts().get("score_min"));
        assertFalse(a.facts().containsKey("partial"));
    }

    @Test
    void severalTargetsAreExplainedInTheSameRuns() {
        Tensor x = Tensor.full(1, 1, 1, 1, 2);
        FakeProbe probe = new FakeProbe(List.of(FakeProbe.linear(new float[] {1, 2}, 100), FakeProbe.linear(new float[] {-3, 4}, 0)), 99);
        List<Finding> found = occlusion("1,1", "1,1", Channels.TOGETHER, ZERO).explain(probe, Sample.of(x), Regions.NONE);
        assertArrayEquals(new float[] {1, 2}, ((Finding.Attribution) found.get(0)).map().data(), 1e-5f);
        assertArrayEquals(new float[] {-3, 4}, ((Finding.Attribution) found.get(1)).map().data(), 1e-6f);
        assertEquals(1, found.get(1).target());
    }

    private static void refused(String code, String part, Occlusion occlusion) {
        Problem p = assertThrows(Problem.class, () -> explain(occlusion, x -> 0, Tensor.zeros(1, 2, 8, 8)));
        assertEquals(code, p.code());
        assertTrue(p.getMessage().contains(part), p.getMessage());
    }

    static Occlusion occlusion(String window, String stride, Channels channels, Fill fill) {
        return new Occlusion(Extent.parse(window), Extent.parse(stride), channels, fill);
    }

    private static Tensor map(Occlusion occlusion, float[] w, Tensor x) {
        return explain(occlusion, FakeProbe.linear(w, 0), x).map();
    }

    private static Finding.Attribution explain(Occlusion o, java.util.function.ToDoubleFunction<Tensor> model, Tensor x) {
        return (Finding.Attribution) o.explain(FakeProbe.of(model), Sample.of(x), Regions.NONE).get(0);
    }

    static float[] random(long seed, int n) {
        SplittableRandom r = new SplittableRandom(seed);
        float[] v = new float[n];
        for (int i = 0; i < n; i++) v[i] = (float) (r.nextDouble() * 2 - 1);
        return v;
    }
}
