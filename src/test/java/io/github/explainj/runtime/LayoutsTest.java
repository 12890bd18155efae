// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.input.Axes;
import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Value;
import io.github.explainj.perturb.Masks;
import io.github.explainj.probe.Device;
import io.github.explainj.probe.Sample;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LayoutsTest {

    /** An identity model shows what a model is fed. */
    private static Graph identity(int opset, ElementType type, long... dims) {
        GraphBuilder b = new GraphBuilder(opset);
        b.output("y", b.input("x", type, dims).identity());
        return b.build();
    }

    @Test
    void everyLayoutReceivesTheSampleInItsOwnOrder() {
        Map<String, int[]> layouts = Map.of("bcyx", new int[] {1, 2, 3, 4}, "byxc", new int[] {1, 3, 4, 2},
                "cyx", new int[] {2, 3, 4}, "yx", new int[] {3, 4}, "byx", new int[] {1, 3, 4}, "yxc", new int[] {3, 4, 2},
                "bczyx", new int[] {1, 2, 2, 3, 4}, "bzyxc", new int[] {1, 2, 3, 4, 2});
        layouts.forEach((letters, shape) -> {
            for (int opset : new int[] {9, 17}) {
                Axes axes = new Axes(letters);
                Tensor own = Nets.random(8, shape);
                Tensor x = axes.canonical(own);
                Graph graph = identity(opset, ElementType.FLOAT, Arrays.stream(shape).asLongStream().toArray());
                try (OrtModel model = Nets.open(graph, letters)) {
                    assertEquals(own, model.run(Sample.of(x), List.of("y")).get("y"), letters);
                }
            }
        });
    }

    @Test
    void freeSizesAreTakenFromTheSample() {
        Graph graph = identity(17, ElementType.FLOAT, -1, -1, -1, 2);
        try (OrtModel model = Nets.open(graph, "byxc")) {
            for (int side : new int[] {5, 8}) {
                Sample s = Sample.of(Nets.random(9, 1, 2, side, side + 1));
                assertArrayEquals(new int[] {1, side, side + 1, 2}, model.run(s, List.of("y")).get("y").shape());
                assertEquals(List.of(1L, (long) side, side + 1L, 2L), model.shapes(s).get("y"));
            }
        }
    }

    @Test
    void wholeNumbersAreRoundedAndKeptInTheirRange() {
        Tensor x = new Tensor(new float[] {-3, 0.4f, 0.6f, 254.6f, 300, 7}, 1, 1, 2, 3);
        float[] bytes = {0, 0, 1, 255, 255, 7};
        float[] whole = {-3, 0, 1, 255, 300, 7};
        for (int opset : new int[] {9, 17}) {
            assertArrayEquals(bytes, fed(opset, ElementType.UINT8, x));
            for (ElementType t : List.of(ElementType.INT64, ElementType.INT32)) assertArrayEquals(whole, fed(opset, t, x));
        }
        assertArrayEquals(new float[] {-3, 0, 1, 127, 127, 7}, fed(17, ElementType.INT8, x));
        assertArrayEquals(new float[] {0, 0, 1, 255, 300, 7}, fed(17, ElementType.UINT16, x));
    }

    @Test
    void floatingTypesAreCastBothWays() {
        Tensor x = new Tensor(new float[] {-3, 0.5f, 0.1f, 254.5f, 300, 7}, 1, 1, 2, 3);
        assertArrayEquals(x.data(), fed(17, ElementType.DOUBLE, x));
        assertArrayEquals(x.data(), fed(17, ElementType.FLOAT16, x), 1e-4f);
        assertArrayEquals(x.data(), fed(17, ElementType.BFLOAT16, x), 1f);
    }

    private static float[] fed(int opset, ElementType type, Tensor x) {
        try (OrtModel model = Nets.open(identity(opset, type, -1, 1, 2, 3), "bcyx")) {
            return model.run(Sample.of(x), List.of("y")).get("y").data();
        }
    }

    @Test
    void textCannotBeFed() {
        Problem p = assertThrows(Problem.class, () -> fed(17, ElementType.STRING, Tensor.zeros(1, 1, 2, 3)));
        assertEquals("M32", p.code());
        assertTrue(p.getMessage().contains("string") && p.getMessage().contains("float16"), p.getMessage());
    }

    /** y = sum of x * g + o, where g [N, 2, 1, 1] follows the batch and o [1] does not. */
    private static Graph gated() {
        GraphBuilder b = new GraphBuilder();
        Value x = b.input("x", ElementType.FLOAT, -1, 2, 3, 4);
        Value g = b.input("g", ElementType.DOUBLE, -1, 2, 1, 1);
        Value o = b.input("o", ElementType.INT64, 1);
        Value y = x.times(g.cast(ElementType.FLOAT)).plus(o.cast(ElementType.FLOAT));
        b.output("y", y.flatten().sum(true, 1));
        return b.build();
    }

    @Test
    void otherInputsAreFedInTheirTypesAndRepeatedAlongTheBatch() {
        Tensor x = Nets.random(10, 1, 2, 3, 4);
        Map<String, Tensor> others = Map.of("g", new Tensor(new float[] {2, -1}, 1, 2, 1, 1), "o", new Tensor(new float[] {5}, 1));
        Sample plain = Sample.of(x);
        Sample s = new Sample(x, plain.grid(), plain.scene(), plain.toModel(), others);
        Masks masks = TestMasks.boxes(21, 11, s.grid());
        try (OrtModel model = Nets.open(gated(), "bcyx")) {
            Tensor found = model.probe(List.of(new Nets.Sum("y", 1, 2))).scores(s, TestMasks.samples(masks));
            Tensor fill = new TestMasks.Ramp().values(s.scene());
            for (int i = 0; i < masks.count(); i++) {
                float[] m = TestMasks.mixed(masks, i, x, fill).data();
                double expected = 0;
                for (int k = 0; k < m.length; k++) expected += (k < 12 ? 2 : -1) * m[k] + 5;
                assertEquals(expected, found.data()[i], 1e-4);
            }
            assertEquals(List.of(), model.remarks());
            Problem p = assertThrows(Problem.class, () -> model.run(plain, List.of("y")));
            assertTrue(p.getMessage().contains("--tensor g=FILE.npy"), p.getMessage());
        }
    }

    @Test
    void anInputThatDoesNotExistIsNamedWithThoseThatDo() {
        Graph g = gated();
        OpenOptions options = new OpenOptions(Device.CPU).withInput("q");
        Problem p = assertThrows(Problem.class, () -> OrtModel.open(g, Nets.card(g, "bcyx"), options));
        assertTrue(p.getMessage().contains("\"q\"") && p.getMessage().contains("x, g, o"), p.getMessage());
        Problem axes = assertThrows(Problem.class, () -> Nets.open(g, "bczyx"));
        assertEquals("P17", axes.code());
    }
}
