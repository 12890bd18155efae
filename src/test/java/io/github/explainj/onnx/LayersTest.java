// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import io.github.explainj.benchmark.BenchmarkNets;
import io.github.explainj.onnx.ReceptiveField.Axis;
import io.github.explainj.tensor.Tensor;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Shapes, weights, multiply-adds and dropped lines of nets worked out by hand, none of them square. */
class LayersTest {

    private static List<LayerInfo> rows(Graph graph) throws OrtException {
        return Layers.of(graph, Sessions.shapes(graph), ReceptiveField.of(graph, Sessions.shapes(graph), "x"));
    }

    /** Returns the row of the one operator of a net, and of nothing else. */
    private static LayerInfo only(Function<Value, Value> layer, long... dims) throws OrtException {
        GraphBuilder b = new GraphBuilder();
        b.output("y", layer.apply(b.input("x", ElementType.FLOAT, dims)));
        return rows(b.build()).get(1);
    }

    private static Function<Value, Value> conv(Attributes a, int... weights) {
        return x -> x.builder().op("Conv", a, x, x.builder().initialiser("w", Tensor.zeros(weights)));
    }

    private static Function<Value, Value> pool(Attributes a) {
        return x -> x.builder().op("MaxPool", a, x);
    }

    @Test
    void twentyFiltersAndAPool() throws OrtException {
        LayerInfo c = only(conv(Attributes.NONE, 20, 1, 4, 4), 1, 1, 39, 31);
        assertEquals(List.of(1L, 20L, 36L, 28L), c.shape());
        assertEquals(320, c.parameters());
        assertEquals(36 * 28 * 20 * 16, c.cost().multiplyAdds());
        assertEquals(List.of(0L, 0L), c.cost().dropped());
        LayerInfo p = only(pool(Attributes.NONE.with("kernel_shape", 2, 2).with("strides", 2, 2)), 1, 20, 36, 28);
        assertEquals(List.of(1L, 20L, 18L, 14L), p.shape());
        assertEquals(0, p.cost().multiplyAdds());
    }

    @Test
    void aPoolThatRoundsDownDropsWhatOneThatRoundsUpReads() throws OrtException {
        Attributes a = Attributes.NONE.with("kernel_shape", 2, 2).with("strides", 2, 2);
        LayerInfo down = only(pool(a), 1, 3, 5, 8);
        assertEquals(List.of(1L, 3L, 2L, 4L), down.shape());
        assertEquals(List.of(1L, 0L), down.cost().dropped());
        LayerInfo up = only(pool(a.with("ceil_mode", 1)), 1, 3, 5, 8);
        assertEquals(List.of(1L, 3L, 3L, 4L), up.shape());
        assertEquals(List.of(0L, 0L), up.cost().dropped());
    }

    @Test
    void samePaddingLiesAboveOrBelow() throws OrtException {
        Attributes a = Attributes.NONE.with("kernel_shape", 4, 4).with("strides", 2, 2);
        LayerInfo upper = only(conv(a.with("auto_pad", "SAME_UPPER"), 1, 1, 4, 4), 1, 1, 7, 10);
        assertEquals(List.of(1L, 1L, 4L, 5L), upper.shape());
        // 7 rows need 3 more, one of them in front: the first window begins at -1 and ends at 2
        assertEquals(new Axis(4, 2, 0.5), upper.field().get(2));
        LayerInfo lower = only(conv(a.with("auto_pad", "SAME_LOWER"), 1, 1, 4, 4), 1, 1, 7, 10);
        assertEquals(new Axis(4, 2, -0.5), lower.field().get(2));
        assertEquals(new Axis(4, 2, 0.5), lower.field().get(3));
        LayerInfo valid = only(conv(a.with("auto_pad", "VALID"), 1, 1, 4, 4), 1, 1, 7, 10);
        assertEquals(List.of(1L, 1L, 2L, 4L), valid.shape());
        assertEquals(List.of(1L, 0L), valid.cost().dropped());
    }

    @Test
    void holesWidenAWindowAndStridesDropLines() throws OrtException {
        LayerInfo dilated = only(conv(Attributes.NONE.with("dilations", 2, 3), 1, 1, 3, 3), 1, 1, 9, 12);
        assertEquals(List.of(1L, 1L, 5L, 6L), dilated.shape());
        assertEquals(5, dilated.field().get(2).size());
        assertEquals(7, dilated.field().get(3).size());
        LayerInfo strided = only(conv(Attributes.NONE.with("strides", 2, 2), 1, 1, 1, 1), 1, 1, 8, 7);
        assertEquals(List.of(1L, 1L, 4L, 4L), strided.shape());
        assertEquals(List.of(1L, 0L), strided.cost().dropped());
    }

    @Test
    void aVolumeHasThreeAxes() throws OrtException {
        LayerInfo c = only(x -> x.builder().op("Conv", Attributes.NONE, x, x.builder().initialiser("w", Tensor.zeros(5, 1, 2, 3, 4)),
                x.builder().initialiser("b", Tensor.zeros(5))), 1, 1, 6, 8, 10);
        assertEquals(List.of(1L, 5L, 5L, 6L, 7L), c.shape());
        assertEquals(125, c.parameters());
        assertEquals(5 * 5 * 6 * 7 * 24, c.cost().multiplyAdds());
        assertEquals(List.of(2.0, 3.0, 4.0), c.field().subList(2, 5).stream().map(Axis::size).toList());
        assertEquals(List.of(0L, 0L, 0L), c.cost().dropped());
    }

    @Test
    void groupsTakeFewerProducts() throws OrtException {
        Attributes pad = Attributes.NONE.with("pads", 1, 1, 1, 1);
        LayerInfo depthwise = only(conv(pad.with("group", 6), 6, 1, 3, 3), 1, 6, 8, 5);
        assertEquals(54, depthwise.parameters());
        assertEquals(6 * 40 * 9, depthwise.cost().multiplyAdds());
        LayerInfo grouped = only(conv(Attributes.NONE.with("group", 2), 4, 3, 1, 1), 1, 6, 8, 5);
        assertEquals(4 * 40 * 3, grouped.cost().multiplyAdds());
        LayerInfo whole = only(conv(pad, 6, 6, 3, 3), 1, 6, 8, 5);
        assertEquals(6 * depthwise.cost().multiplyAdds(), whole.cost().multiplyAdds());
    }

    @Test
    void aTransposedConvolutionSpreadsEachElementOnce() throws OrtException {
        LayerInfo t = only(x -> x.builder().op("ConvTranspose", Attributes.NONE.with("strides", 2, 2), x,
                x.builder().initialiser("w", Tensor.zeros(3, 2, 2, 2))), 1, 3, 5, 4);
        assertEquals(List.of(1L, 2L, 10L, 8L), t.shape());
        assertEquals(24, t.parameters());
        assertEquals(5 * 4 * 3 * 2 * 4, t.cost().multiplyAdds());
        assertEquals(List.of(), t.cost().dropped());
    }

    @Test
    void productsOfMatrices() throws OrtException {
        LayerInfo gemm = only(x -> x.builder().op("Gemm", Attributes.NONE.with("transB", 1), x, x.builder().initialiser("w", Tensor.zeros(7, 5)),
                x.builder().initialiser("b", Tensor.zeros(7))), 3, 5);
        assertEquals(List.of(3L, 7L), gemm.shape());
        assertEquals(3 * 5 * 7, gemm.cost().multiplyAdds());
        assertEquals(42, gemm.parameters());
        LayerInfo product = only(x -> x.builder().op("MatMul", x, x.builder().initialiser("w", Tensor.zeros(5, 4))), 2, 6, 5);
        assertEquals(2 * 6 * 5 * 4, product.cost().multiplyAdds());
        LayerInfo einsum = only(x -> x.builder().op("Einsum", Attributes.NONE.with("equation", "bij,jk->bik"), x,
                x.builder().initialiser("w", Tensor.zeros(5, 4))), 2, 6, 5);
        assertEquals(2 * 6 * 5 * 4, einsum.cost().multiplyAdds());
    }

    @Test
    void weightsBelongToWhoUsesThemFirstAndSettingsToNobody() throws OrtException {
        GraphBuilder b = new GraphBuilder();
        Value x = b.input("x", ElementType.FLOAT, 3, 5);
        Value w = b.initialiser("w", Tensor.zeros(4, 5));
        Value turned = w.transpose(1, 0);
        Value twice = x.matMul(turned).plus(x.matMul(turned));
        b.output("y", b.op("Clip", twice, b.initialiser("low", Tensor.zeros(1).reshaped()), b.initialiser("high", Tensor.zeros(1).reshaped())));
        List<LayerInfo> rows = rows(b.build());
        assertEquals(List.of("Input", "Transpose", "MatMul", "MatMul", "Add", "Clip", "Identity"), rows.stream().map(LayerInfo::op).toList());
        assertEquals(List.of(0L, 0L, 20L, 0L, 0L, 0L, 0L), rows.stream().map(LayerInfo::parameters).toList());
        assertTrue(rows.get(1).field().isEmpty(), "weights do not depend on the image");
        assertTrue(rows.get(3).cost().filters(), "shared weights are filters all the same");
        assertEquals(20, Layers.parameters(b.build()));
    }

    @Test
    void everyOutputOfANodeIsARow() throws OrtException {
        GraphBuilder b = new GraphBuilder();
        Value x = b.input("x", ElementType.FLOAT, 1, 4, 6, 5);
        List<Value> halves = b.ops("Split", Attributes.NONE.with("axis", 1), 2, x, b.integers(1, 3));
        b.output("y", halves.get(0));
        b.output("z", halves.get(1));
        List<LayerInfo> rows = rows(b.build());
        assertEquals(List.of(1L, 1L, 6L, 5L), rows.get(1).shape());
        assertEquals(List.of(1L, 3L, 6L, 5L), rows.get(2).shape());
        assertEquals(new Axis(1, 1, 0), rows.get(2).field().get(3));
    }

    /** Counts of torchvision's models, batch normalisation folded into the biases. */
    @Test
    void knownNetworks() throws OrtException {
        assertEquals(List.of(11_684_712L, 1_814_073_344L), sums(BenchmarkNets.resNet18()));
        assertEquals(List.of(3_487_816L, 300_774_272L), sums(BenchmarkNets.mobileNetV2()));
    }

    private static List<Long> sums(Graph net) throws OrtException {
        List<LayerInfo> rows = rows(FieldSupport.part(net, "x", List.of("y"), 1, 3, 224, 224));
        return List.of(rows.stream().mapToLong(LayerInfo::parameters).sum(), rows.stream().mapToLong(r -> r.cost().multiplyAdds()).sum());
    }
}
