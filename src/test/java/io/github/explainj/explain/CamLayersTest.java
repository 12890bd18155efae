// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.onnx.Attributes;
import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Value;
import io.github.explainj.probe.Sample;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which layers a CAM takes, how it names them, and what it says about them. */
class CamLayersTest {

    @TempDir
    private Path folder;

    @Test
    void aMisspeltLayerIsAnsweredWithTheNearestShapesAndStrides() {
        String layer = CamNets.layer(CamNets.flattened());
        Problem p = assertThrows(Problem.class, () -> explain(CamNets.flattened(), new GradCam(layer + "x", Align.CENTRES)));
        assertEquals("A05", p.code());
        assertTrue(p.getMessage().contains("did you mean \"" + layer + "\" [1, 2, 2, 2] stride 2, 2"), p.getMessage());
    }

    @Test
    void aLayerWithoutCellsOrOffTheWayIsRefusedWithCandidates() {
        GraphBuilder b = new GraphBuilder();
        Value h = CamNets.features(b);
        Value dense = h.flatten().matMul(b.initialiser("w", Tensor.full(1, 8, 3)));
        Value other = h.relu();
        b.output("y", dense.sum(true, 1));
        b.output("z", other);
        Problem flat = assertThrows(Problem.class, () -> explain(b.build(), new GradCam(dense.name(), Align.CENTRES)));
        assertTrue(flat.getMessage().contains("[1, 3]") && flat.getMessage().contains(h.name()), flat.getMessage());
        Problem off = assertThrows(Problem.class, () -> explain(b.build(), new GradCam(other.name(), Align.CENTRES)));
        assertTrue(off.getMessage().contains("does not depend on this tensor") && off.code().equals("A05"), off.getMessage());
        Problem weights = assertThrows(Problem.class, () -> explain(b.build(), new GradCam("w", Align.CENTRES)));
        assertTrue(weights.getMessage().contains("these are weights"), weights.getMessage());
    }

    @Test
    void severalLayersAreNumbered() {
        String relu = CamNets.layer(CamNets.flattened());
        String conv = CamNets.flattened().nodes().get(0).outputs().get(0);
        List<Finding> found = explain(CamNets.flattened(), new HiresCam(relu + ", " + conv, Align.CENTRES));
        assertEquals(List.of("hires_cam_layer", "hires_cam", "hires_cam_2_layer", "hires_cam_2"),
                found.stream().map(Finding::name).filter(n -> !n.endsWith("_regions")).toList());
        assertEquals(conv, found.get(3).facts().get("layer"));
        // where the Relu is off, its input has no gradient: A1 before is [1, 1, 0, -2]
        assertArrayEquals(new float[] {4, 0, 4, 0}, CamNets.inner(found, "hires_cam_2_layer"), 1e-5f);
    }

    @Test
    void channelsMayBeTheLastAxis() {
        GraphBuilder b = new GraphBuilder();
        Value last = b.op("Transpose", Attributes.NONE.with("perm", 0, 2, 3, 1), CamNets.features(b));
        Value back = b.op("Transpose", Attributes.NONE.with("perm", 0, 3, 1, 2), last);
        b.output("y", back.flatten().matMul(b.initialiser("w", new Tensor(new float[] {1, -1, 2, 0, 0, 3, -2, 1}, 8, 1))));
        String name = last.name();
        assertArrayEquals(new float[] {2.5f, 2, 1, 1},
                CamNets.inner(explain(b.build(), new GradCam(name, Align.CENTRES)), "grad_cam_layer"), 1e-5f);
        assertArrayEquals(new float[] {2.875f, 2.25f, 1.25f, 1.25f},
                CamNets.inner(explain(b.build(), new AblationCam(name, Align.CENTRES)), "ablation_cam_layer"), 1e-5f);
        // what only moves values is not taken by default
        assertEquals(CamNets.layer(b.build()), explain(b.build(), new GradCam()).get(0).facts().get("layer"));
    }

    @Test
    void aLayerWhosePlaceIsNotKnownIsSpreadEvenlyAndSaysSo() {
        GraphBuilder b = new GraphBuilder();
        Value mixed = CamNets.features(b).flatten().matMul(b.initialiser("mix", Tensor.full(1, 8, 8)));
        Value shaped = mixed.reshape(1, 2, 2, 2).relu();
        b.output("y", shaped.flatten().matMul(b.initialiser("w", Tensor.full(1, 8, 1))));
        List<Finding> found = explain(b.build(), new GradCam(shaped.name(), Align.CENTRES));
        String placement = found.get(0).facts().get("placement").toString();
        assertTrue(placement.contains("evenly") && placement.contains("not known"), placement);
        assertFalse(found.get(0).facts().containsKey("layer_stride"));
        assertEquals(List.of(0.5, 0.5), found.get(0).facts().get("centre_of_first_cell"));
    }

    @Test
    void tokensAreCellsWithoutTheClassToken() {
        FeatureMap m = new FeatureMap("tokens", List.of(1, 5, 2), List.of(1), List.of(2, 2), 1, List.of());
        Tensor t = new Tensor(new float[] {9, 9, 1, 5, 2, 6, 3, 7, 4, 8}, 1, 5, 2);
        assertArrayEquals(new float[] {1, 2, 3, 4}, m.arranged(t).row(0));
        assertArrayEquals(new float[] {5, 6, 7, 8}, m.arranged(t).row(1));
        assertTrue(m.isTokens());
        // tokens first, the batch second
        FeatureMap first = new FeatureMap("tokens", List.of(5, 1, 2), List.of(0), List.of(2, 2), 1, List.of());
        assertArrayEquals(new float[] {5, 6, 7, 8}, first.arranged(t.reshaped(5, 1, 2)).row(1));
        assertEquals(2, first.channels());
    }

    @Test
    void aTargetThatIsOnePlaceIsSaidNotToSuitGradCam() {
        GraphBuilder b = new GraphBuilder();
        Value h = CamNets.features(b);
        b.output("y", b.op("Conv", h, b.initialiser("w", new Tensor(new float[] {1, 2}, 1, 2, 1, 1))));
        Graph net = b.build();
        Map<String, Object> weights = explain(net, new GradCam(), "point:0,0,1").get(0).facts();
        assertEquals(true, weights.get("not_local"));
        assertTrue(weights.get("remark").toString().contains("hires_cam"));
        assertFalse(explain(net, new GradCam(), "mean:0").get(0).facts().containsKey("not_local"));
        List<Finding> local = explain(net, new HiresCam(), "point:0,0,1");
        assertFalse(local.get(0).facts().containsKey("not_local"));
        assertArrayEquals(new float[] {0, 5, 0, 0}, CamNets.inner(local, "hires_cam_layer"), "only the one cell");
    }

    @Test
    void mapsThatSayNothingAreReported() {
        Tensor black = Tensor.zeros(1, 1, 4, 4);
        Map<String, Object> zero = CamNets.explain(folder, CamNets.flattened(), black, new GradCam(), "class:0").get(0).facts();
        assertEquals(true, zero.get("all_zero"));
        Map<String, Object> flat = CamNets.explain(folder, CamNets.pooled(), Tensor.full(1, 1, 1, 4, 4), new GradCam(), "class:0")
                .get(0).facts();
        assertEquals(true, flat.get("flat"));
        Map<String, Object> against = explain(CamNets.flattened(), new GradCam(), "-1*class:0").get(0).facts();
        assertEquals(true, against.get("all_negative"));
        GraphBuilder b = new GraphBuilder();
        Value h = CamNets.features(b);
        Value one = b.op("Conv", h, b.initialiser("w", Tensor.full(1, 1, 2, 2, 2))).relu();
        b.output("y", one.flatten());
        List<Finding> single = explain(b.build(), new GradCam(one.name(), Align.CENTRES), "index:0");
        assertEquals(true, single.get(0).facts().get("single_cell"));
        assertTrue(single.get(0).facts().get("remark").toString().contains("layer="));
        assertEquals(h.name(), explain(b.build(), new GradCam(), "index:0").get(0).facts().get("layer"), "not taken by default");
    }

    @Test
    void theMapOfOneBrightPixelPeaksOnIt() {
        for (int[] size : new int[][] {{20, 28}, {28, 20}, {21, 33}, {12, 20, 16}, {40}})
            for (int pixel : new int[] {0, 4, 8}) peaksOn(pixel, size);
    }

    /** A convolution of 3 at stride 4: cells lie at 4 i; the model counts what is bright. */
    private void peaksOn(int pixel, int... size) {
        GraphBuilder b = new GraphBuilder();
        int rank = size.length;
        long[] dims = IntStream.concat(IntStream.of(1, 1), IntStream.of(size)).asLongStream().toArray();
        int[] kernel = IntStream.concat(IntStream.of(1, 1), IntStream.generate(() -> 3).limit(rank)).toArray();
        long[] strides = LongStream.generate(() -> 4).limit(rank).toArray();
        long[] pads = LongStream.generate(() -> 1).limit(2L * rank).toArray();
        Attributes strided = Attributes.NONE.with("strides", strides).with("pads", pads);
        Value h = b.op("Conv", strided, b.input("x", ElementType.FLOAT, dims), b.initialiser("k", Tensor.full(1, kernel))).relu();
        b.output("y", b.op("GlobalAveragePool", h).flatten());
        Tensor x = Tensor.zeros(IntStream.concat(IntStream.of(1, 1), IntStream.of(size)).toArray());
        int at = 0;
        for (int s : size) at = at * s + pixel;
        x.data()[at] = 1;
        float[] map = CamNets.map(CamNets.explain(folder, b.build(), x, new GradCam(), "index:0"), "grad_cam").map().data();
        assertEquals(at, PlacementTest.peak(map), "pixel " + pixel + " of " + java.util.Arrays.toString(size));
    }

    @Test
    void aCancelledRunGivesMapsWithoutValues() {
        FakeProbe stopped = new FakeProbe(List.of(x -> 1, x -> 2), 0);
        Sample sample = Sample.of(Tensor.full(1, 1, 2, 4, 4));
        for (Explainer method : List.of(new GradCam(), new Cam(), new GuidedGradCam(), new AblationCam())) {
            List<Finding> found = method.explain(stopped, sample, Regions.NONE);
            assertEquals(4, found.size());
            for (Finding f : found) assertEquals(true, f.facts().get("partial"), f.name());
            assertTrue(Float.isNaN(((Finding.Attribution) found.get(1)).map().data()[0]));
        }
    }

    private List<Finding> explain(Graph net, Explainer method, String... targets) {
        return CamNets.explain(folder, net, method, targets.length == 0 ? new String[] {"index:0"} : targets);
    }
}
