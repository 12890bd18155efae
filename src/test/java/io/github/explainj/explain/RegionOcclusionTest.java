// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.explain.RegionOcclusion.Over;
import io.github.explainj.perturb.ConstantFill;
import io.github.explainj.perturb.ZeroFill;
import io.github.explainj.probe.Sample;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RegionOcclusionTest {

    private static final Regions CELLS = new Regions(List.of("a", "outside", "b", "both"),
            List.of(new int[] {0, 1}, new int[0], new int[] {4}, new int[] {0, 1, 4}));

    @Test
    void aRegionsNumbersAreTheScoreWithoutItAndWithItAlone() {
        // pixels 1..6, weights 1, so the score is 21; regions hold 3, nothing, 5 and 8
        Tensor x = new Tensor(new float[] {1, 2, 3, 4, 5, 6}, 1, 1, 2, 3);
        Finding.Scores table = explain(new RegionOcclusion(Over.REGIONS, new ZeroFill()), new float[] {1, 1, 1, 1, 1, 1}, x, CELLS);
        assertEquals(List.of("region", "score before", "score after", "difference", "score alone", "rank", "pixels"), table.columns());
        assertEquals(List.of("a", 21.0, 18.0, 3.0, 3.0, 3, 2), table.rows().get(0));
        assertEquals(List.of("outside", 21.0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0), table.rows().get(1));
        assertEquals(List.of("b", 21.0, 16.0, 5.0, 5.0, 2, 1), table.rows().get(2));
        assertEquals(List.of("both", 21.0, 13.0, 8.0, 8.0, 1, 3), table.rows().get(3));
        assertEquals(List.of("outside"), table.facts().get("outside_the_models_view"));
        assertFalse(table.facts().containsKey("partial"));
    }

    @Test
    void theFillTakesTheRegionsPlace() {
        Tensor x = new Tensor(new float[] {1, 2, 3, 4, 5, 6}, 1, 1, 2, 3);
        Finding.Scores table = explain(new RegionOcclusion(Over.REGIONS, new ConstantFill(1)), new float[] {1, 1, 1, 1, 1, 1}, x, CELLS);
        assertEquals(1.0, table.rows().get(0).get(3));
        assertEquals(3.0 + 4, table.rows().get(0).get(4));
    }

    @Test
    void channelsCanBeTheRegions() {
        Tensor x = new Tensor(new float[] {1, 2, 10, 20, 100, 200}, 1, 3, 1, 2);
        RegionOcclusion channels = new RegionOcclusion(Over.CHANNELS, new ZeroFill());
        Finding.Scores table = explain(channels, new float[] {1, 1, 1, 1, 1, 1}, x, Regions.NONE);
        assertEquals(List.of("channel 2", 333.0, 303.0, 30.0, 30.0, 2, 2), table.rows().get(1));
        assertFalse(channels.needsRegions());
        assertTrue(new RegionOcclusion().needsRegions());
    }

    @Test
    void aStoppedRunLeavesTheRestOpen() {
        Tensor x = new Tensor(new float[] {1, 2, 3, 4, 5, 6}, 1, 1, 2, 3);
        FakeProbe stopping = new FakeProbe(List.of(FakeProbe.linear(new float[] {1, 1, 1, 1, 1, 1}, 0)), 3);
        Finding.Scores table = (Finding.Scores) new RegionOcclusion(Over.REGIONS, new ZeroFill())
                .explain(stopping, Sample.of(x), CELLS).get(0);
        assertEquals(List.of("b", 21.0, 16.0, 5.0, Double.NaN, 1, 1), table.rows().get(2));
        assertEquals(Double.NaN, table.rows().get(3).get(2));
        assertEquals(0.5, table.facts().get("share_done"));
    }

    @Test
    void withoutRegionsItSaysWhereToGetThem() {
        Problem p = assertThrows(Problem.class,
                () -> explain(new RegionOcclusion(), new float[1], Tensor.zeros(1, 1, 1, 1), Regions.NONE));
        assertEquals("A04", p.code());
        assertTrue(p.getMessage().contains("Draw ROIs"), p.getMessage());
        Regions outside = new Regions(List.of("far"), List.of(new int[0]));
        Finding.Scores table = explain(new RegionOcclusion(), new float[1], Tensor.zeros(1, 1, 1, 1), outside);
        assertEquals(Double.NaN, table.rows().get(0).get(3));
    }

    @Test
    void mapStatisticsAreAddedUnderTheirExactNames() {
        Tensor x = new Tensor(new float[] {1, 2, 3, 4, 5, 6}, 1, 1, 2, 3);
        Finding.Scores table = explain(new RegionOcclusion(Over.REGIONS, new ZeroFill()), new float[6], x, CELLS);
        Finding.Attribution map = map("occlusion", new Tensor(new float[] {1, 2, Float.NaN, 4, -5, 6}, 1, 1, 2, 3));
        Finding.Scores one = MapStatistics.add(table, CELLS, List.of(map));
        assertEquals(List.of("map mean", "map maximum"), one.columns().subList(7, 9));
        assertEquals(List.of(1.5, 2.0), one.rows().get(0).subList(7, 9));
        assertEquals(List.of(Double.NaN, Double.NaN), one.rows().get(1).subList(7, 9));
        Finding.Scores two = MapStatistics.add(table, CELLS, List.of(map, map("rise", x)));
        assertEquals(List.of("occlusion map mean", "occlusion map maximum", "rise map mean", "rise map maximum"), two.columns().subList(7, 11));
    }

    @Test
    void regionsAreFoundByThresholdingAMap() {
        float[] v = {
            9, 0, 0, 0, 4,
            0, 8, 0, 0, 5,
            0, 0, 0, Float.NaN, 0,
            -9, 3, 0, 0, 10};
        Finding.Attribution map = map("occlusion", new Tensor(v, 1, 1, 4, 5));
        Finding.Scores table = new ThresholdRegions().table(map);
        assertEquals(List.of("region", "pixels", "map mean", "map maximum", "x", "y"), table.columns());
        assertEquals(3, table.rows().size());
        assertEquals(List.of("peak 1", 1, 10.0, 10.0, 4.0, 3.0), table.rows().get(0));
        assertEquals(List.of("peak 2", 2, 8.5, 9.0, 0.5, 0.5), table.rows().get(1));
        assertEquals(List.of("peak 3", 1, 5.0, 5.0, 4.0, 1.0), table.rows().get(2));
        assertEquals(2, new ThresholdRegions(0.4).find(map).positions().get(2).length);
        assertTrue(new ThresholdRegions().find(map("occlusion", Tensor.full(-1, 1, 1, 3, 3))).isEmpty());
        assertTrue(new ThresholdRegions().find(map("occlusion", Tensor.full(Float.NaN, 1, 1, 3, 3))).isEmpty());
    }

    @Test
    void regionsInAVolumeTouchAtCornersToo() {
        Tensor volume = Tensor.zeros(1, 1, 2, 2, 2);
        volume.data()[0] = 1;
        volume.data()[7] = 1;
        Finding.Scores table = new ThresholdRegions().table(map("rise", volume));
        assertEquals(List.of("peak 1", 2, 1.0, 1.0, 0.5, 0.5, 0.5), table.rows().get(0));
    }

    private static Finding.Attribution map(String name, Tensor map) {
        return new Finding.Attribution(0, name, map, true, "", Map.of());
    }

    private static Finding.Scores explain(RegionOcclusion method, float[] w, Tensor x, Regions regions) {
        return (Finding.Scores) method.explain(FakeProbe.of(FakeProbe.linear(w, 0)), Sample.of(x), regions).get(0);
    }
}
