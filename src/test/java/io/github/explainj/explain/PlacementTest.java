// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.explainj.onnx.Attributes;
import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.ReceptiveField;
import io.github.explainj.onnx.Value;
import io.github.explainj.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Where the cells of a layer are drawn. */
class PlacementTest {

    @Test
    void valuesAreLinearBetweenCentresAndConstantBeyond() {
        Placement p = new Placement(List.of(3), List.of(9), List.of(3.0), List.of(1.0));
        assertArrayEquals(new float[] {2, 2, 4, 6, 8, 9, 10, 11, 11}, p.enlarge(new float[] {2, 8, 11}), 1e-6f);
    }

    @Test
    void spreadEvenlyItIsPyTorchsInterpolation() {
        // torch.nn.functional.interpolate(tensor([[[1., 2., 4.]]]), size=7, mode="linear", align_corners=False)
        FeatureMap layer = layer(List.of(3), List.of());
        float[] torch = {1, 1.1428571f, 1.5714286f, 2, 2.8571429f, 3.7142857f, 4};
        assertArrayEquals(torch, Placement.of(layer, List.of(7), Align.CORNERS_FALSE).enlarge(new float[] {1, 2, 4}), 1e-6f);
        // with no way to know the centres, the same is done
        assertFalse(Placement.isKnown(layer));
        assertArrayEquals(torch, Placement.of(layer, List.of(7), Align.CENTRES).enlarge(new float[] {1, 2, 4}), 1e-6f);
    }

    @Test
    void oneCellStandsForTheWholeImage() {
        Placement p = Placement.of(layer(List.of(1, 1), List.of()), List.of(3, 2), Align.CORNERS_FALSE);
        assertArrayEquals(new float[] {5, 5, 5, 5, 5, 5}, p.enlarge(new float[] {5}));
    }

    @Test
    void cellsOfAResNetLieAtMultiplesOf32() {
        FeatureMap layer = resnet(224, 160);
        assertEquals(List.of(32.0, 32.0), layer.field().stream().map(ReceptiveField.Axis::stride).toList());
        assertEquals(List.of(7, 5), layer.grid());
        Placement p = Placement.of(layer, List.of(224, 160), Align.CENTRES);
        for (int cell = 0; cell < layer.cells(); cell++) {
            float[] one = new float[layer.cells()];
            one[cell] = 1;
            int peak = peak(p.enlarge(one));
            assertEquals(32 * (cell / 5), peak / 160, "row of cell " + cell);
            assertEquals(32 * (cell % 5), peak % 160, "column of cell " + cell);
        }
    }

    @Test
    void oddSizesAndVolumesArePlacedAlike() {
        // 3x3 at stride 2 without padding: cell i looks at pixels 2 i to 2 i + 2
        FeatureMap layer = convolved(new int[] {3}, 0, 9, 13, 11);
        assertEquals(List.of(4, 6, 5), layer.grid());
        Placement p = Placement.of(layer, List.of(9, 13, 11), Align.CENTRES);
        float[] values = OcclusionTest.random(3, layer.cells());
        float[] enlarged = p.enlarge(values);
        for (int z = 0; z < 4; z++)
            for (int y = 0; y < 6; y++)
                for (int i = 0; i < 5; i++)
                    assertEquals(values[z * 30 + y * 5 + i], enlarged[(z * 2 + 1) * 143 + (y * 2 + 1) * 11 + i * 2 + 1], 1e-6);
        // half way between two cells
        assertEquals((values[0] + values[1]) / 2, enlarged[143 + 11 + 2], 1e-6);
    }

    @Test
    void normalisationsAndGatesLeaveCellsWhereTheyAre() {
        GraphBuilder b = new GraphBuilder();
        Value x = b.input("x", ElementType.FLOAT, 1, 4, 16, 16);
        Attributes strided = Attributes.NONE.with("strides", 2, 2).with("pads", 1, 1, 1, 1);
        Value h = b.op("Conv", strided, x, b.initialiser("w", Tensor.zeros(4, 4, 3, 3)));
        Value ones = b.initialiser("ones", Tensor.full(1, 4));
        h = b.op("InstanceNormalization", h, ones, ones);
        Value gate = b.op("Sigmoid", b.op("GlobalAveragePool", h));
        Value gated = h.times(gate);
        b.output("y", gated);
        Graph graph = b.build();
        Map<String, List<Long>> shapes = new HashMap<>(Map.of("x", List.of(1L, 4L, 16L, 16L)));
        graph.tensors().forEach(t -> shapes.put(t, List.of(1L, 4L, 8L, 8L)));
        graph.nodes().stream().filter(n -> n.op().equals("GlobalAveragePool") || n.op().equals("Sigmoid"))
                .forEach(n -> shapes.put(n.outputs().get(0), List.of(1L, 4L, 1L, 1L)));
        ReceptiveField centres = ReceptiveField.of(graph, shapes, "x").centres();
        assertEquals(2, centres.axes(gated.name()).get(2).stride());
        assertEquals(0, centres.axes(gated.name()).get(2).offset());
        assertEquals(List.of(0, 1, 2, 3).subList(2, 4), centres.follows(gated.name()).subList(2, 4));
        assertEquals(true, ReceptiveField.of(graph, shapes, "x").axes(gated.name()).get(2).isWhole(), "what it sees is another thing");
    }

    @Test
    void groupsThatAreNormalisedComeBackToWhereTheyWere() {
        GraphBuilder b = new GraphBuilder();
        Value x = b.input("x", ElementType.FLOAT, 1, 4, 16, 16);
        Attributes strided = Attributes.NONE.with("strides", 2, 2).with("pads", 1, 1, 1, 1);
        Value h = b.op("Conv", strided, x, b.initialiser("w", Tensor.zeros(4, 4, 3, 3)));
        Value ones = b.initialiser("ones", Tensor.full(1, 2));
        Value groups = h.reshape(1, 2, -1);
        Value normal = b.op("InstanceNormalization", groups, ones, ones);
        Value back = normal.reshape(1, 4, 8, 8);
        b.output("y", back);
        List<Long> shape = List.of(1L, 4L, 8L, 8L);
        List<Long> flat = List.of(1L, 2L, 128L);
        Map<String, List<Long>> shapes = Map.of("x", List.of(1L, 4L, 16L, 16L), h.name(), shape, groups.name(), flat,
                normal.name(), flat, back.name(), shape);
        ReceptiveField centres = ReceptiveField.of(b.build(), shapes, "x").centres();
        assertEquals(List.of(), centres.follows(groups.name()).stream().filter(a -> a > 1).toList());
        assertEquals(centres.axes(h.name()), centres.axes(back.name()));
        assertEquals(2, centres.axes(back.name()).get(3).stride());
    }

    private static FeatureMap layer(List<Integer> grid, List<ReceptiveField.Axis> field) {
        List<Integer> shape = IntStream.concat(IntStream.of(1, 1), grid.stream().mapToInt(g -> g)).boxed().toList();
        return new FeatureMap("layer", shape, IntStream.range(2, shape.size()).boxed().toList(), grid, 0, field);
    }

    /** The strided convolutions and the pool of a ResNet: 7, 3, 3, 3, 3 wide at stride 2 each. */
    private static FeatureMap resnet(int... sizes) {
        return convolved(new int[] {7, 3, 3, 3, 3}, -1, sizes);
    }

    /**
     * Convolutions at stride 2.
     *
     * @param pad of each convolution; -1 for half of its window
     */
    private static FeatureMap convolved(int[] windows, int pad, int... sizes) {
        GraphBuilder b = new GraphBuilder();
        long[] dims = IntStream.concat(IntStream.of(1, 1), Arrays.stream(sizes)).asLongStream().toArray();
        Value h = b.input("x", ElementType.FLOAT, dims);
        Map<String, List<Long>> shapes = new HashMap<>(Map.of("x", Arrays.stream(dims).boxed().toList()));
        int[] now = sizes.clone();
        for (int i = 0; i < windows.length; i++) {
            int window = windows[i];
            int side = pad < 0 ? window / 2 : pad;
            int[] kernel = IntStream.concat(IntStream.of(1, 1), IntStream.generate(() -> window).limit(sizes.length)).toArray();
            long[] step = IntStream.generate(() -> 2).limit(sizes.length).asLongStream().toArray();
            long[] pads = IntStream.generate(() -> side).limit(2L * sizes.length).asLongStream().toArray();
            h = b.op("Conv", Attributes.NONE.with("strides", step).with("pads", pads), h, b.initialiser("w" + i, Tensor.zeros(kernel)));
            for (int a = 0; a < now.length; a++) now[a] = (now[a] + 2 * side - window) / 2 + 1;
            shapes.put(h.name(), IntStream.concat(IntStream.of(1, 1), Arrays.stream(now)).asLongStream().boxed().toList());
        }
        b.output("y", h);
        ReceptiveField centres = ReceptiveField.of(b.build(), shapes, "x").centres();
        List<Integer> grid = Arrays.stream(now).boxed().toList();
        return layer(grid, centres.axes(h.name()).subList(2, 2 + sizes.length));
    }

    static int peak(float[] values) {
        int best = 0;
        for (int i = 0; i < values.length; i++) if (values[i] > values[best]) best = i;
        return best;
    }
}
