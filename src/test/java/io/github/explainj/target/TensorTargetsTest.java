// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.Graph;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Npy;
import io.github.explainj.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorTargetsTest {

    /** 2 channels of 2 x 3: element = 6 channel + 3 y + x. */
    private static final Ran IMAGE = Nets.echo(Nets.counting(1, 2, 2, 3));

    @Test
    void channelsAreAveragedAndSummed() {
        assertEquals(8.5, IMAGE.score("mean:1"));
        assertEquals(15, IMAGE.score("sum:0"));
    }

    @Test
    void anElementIsFoundByItsIndexWithoutTheBatch() {
        assertEquals(6 + 3 + 2, IMAGE.score("index:1,1,2"));
        assertEquals(6 + 3 + 2, IMAGE.score("point:1,1,2"));
    }

    @Test
    void anElementBehindASoftmaxIsTakenAsItIs() {
        assertEquals(0.5, Nets.made(x -> x.softmax(1), Nets.row(4, 4)).score("index:0"), 1e-6);
    }

    @Test
    void channelsLastIsRespectedWhereTheAxesSaySo() {
        Graph graph = Nets.graph(17, x -> x, -1, 2, 3, 2);
        Ran model = new Ran(new ModelFacts(graph, true, Map.of(), Map.of(), Map.of("y", "byxc")),
                Map.of("x", Nets.counting(1, 2, 3, 2)))
                .region("m", new Tensor(new float[] {0, 0, 0, 0, 1, 0}, 1, 1, 2, 3));
        assertEquals(6, model.score("mean:1"));
        assertEquals(2 * (3 + 2) + 1, model.score("point:1,1,2"));
        assertEquals("point:1,1,2", model.resolve("peak:1").spec());
        assertEquals(2 * (3 + 1), model.score("region:0:m"));
        assertEquals(2, model.score("argmax_x:1,100"), 1e-5);
        assertEquals(1, model.score("argmax_y:1,100"), 1e-5);
    }

    @Test
    void weightsGiveTheInnerProduct(@TempDir Path folder) {
        Tensor w = new Tensor(new float[] {1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, -1}, 1, 2, 2, 3);
        Npy.write(folder.resolve("w.npy"), w);
        Npy.write(folder.resolve("sample.npy"), w.reshaped(2, 2, 3));
        Npy.write(folder.resolve("other.npy"), w.reshaped(2, 3, 2));
        Npy.write(folder.resolve("none.npy"), Tensor.zeros(1, 2, 2, 3));
        assertEquals(0 + 2 * 5 - 11, IMAGE.score("weights:" + folder.resolve("w.npy")));
        assertEquals(0 + 2 * 5 - 11, IMAGE.score("weights:" + folder.resolve("sample.npy")));
        refused(IMAGE, "weights:" + folder.resolve("other.npy"), "A01", "[1, 2, 2, 3]", "[2, 3, 2]");
        refused(IMAGE, "weights:" + folder.resolve("none.npy"), "A01", "all weights");
    }

    @Test
    void aPeakStaysWhereItWasInTheUnperturbedImage() {
        Resolved peak = IMAGE.resolve("peak:0");
        assertEquals("point:0,1,2", peak.spec());
        assertEquals(List.of(1, 2), peak.facts().get("position"));
        assertEquals(7, IMAGE.head(List.of(peak), Map.of("x", Tensor.full(7, 1, 2, 2, 3))).data()[0]);
    }

    @Test
    void aPeakIgnoresNaN() {
        Ran model = Nets.echo(new Tensor(new float[] {Float.NaN, -3, -1, -2}, 1, 1, 2, 2));
        assertEquals(-1, model.score("peak:0"));
        refused(Nets.echo(Tensor.full(Float.NaN, 1, 1, 2, 2)), "peak:0", "A01", "NaN everywhere");
    }

    @Test
    void aSoftArgmaxIsNearThePeak() {
        Tensor heat = Tensor.zeros(1, 1, 8, 10);
        heat.data()[3 * 10 + 7] = 2;
        Ran model = Nets.echo(heat);
        assertEquals(7, model.score("argmax_x:0"), 0.05);
        assertEquals(3, model.score("argmax_y:0"), 0.05);
        assertEquals(4.5, model.score("argmax_x:0,1e-6"), 1e-3);
        assertEquals("argmax_x:0," + model.resolve("argmax_x:0").facts().get("sharpness"),
                model.resolve("argmax_x:0").spec());
        refused(model, "argmax_z:0", "A01", "[1, 1, 8, 10]", "axis z");
    }

    @Test
    void positionsInVolumesHaveThreeAxes() {
        Tensor heat = Tensor.zeros(1, 1, 3, 4, 5);
        heat.data()[(2 * 4 + 1) * 5 + 3] = 50;
        Ran model = Nets.echo(heat);
        assertArrayEquals(new float[] {3, 1, 2}, model.scores("argmax_x:0", "argmax_y:0", "argmax_z:0"), 0.05f);
        assertEquals("point:0,2,1,3", model.resolve("peak:0").spec());
        assertEquals(50, model.score("point:0,2,1,3"));
    }

    @Test
    void aBoxIsARowAndAValue() {
        Ran model = Nets.echo(Nets.counting(1, 5, 4));
        assertEquals(4 * 3 + 2, model.score("box:3,2"));
        refused(model, "box:5,0", "A01", "0...4, 0...3", "5,0");
        refused(IMAGE, "box:0,0", "A01", "[1, 2, 2, 3]", "[N, boxes, values]");
    }

    @Test
    void similarityIsTheCosine() {
        Ran model = Nets.echo(Nets.row(3, 4, 0)).reference("same.png", Nets.row(30, 40, 0))
                .reference("other.png", Nets.row(0, 0, 2)).reference("half.png", Nets.row(0, 1, 0))
                .reference("black.png", Nets.row(0, 0, 0));
        assertEquals(1, model.score("similar:same.png"), 1e-6);
        assertEquals(0, model.score("similar:other.png"), 1e-6);
        assertEquals(0.8, model.score("similar:half.png"), 1e-6);
        refused(model, "similar:black.png", "A01", "0 everywhere");
    }

    @Test
    void sumsDifferencesAndProductsAreWhatTheySay() {
        assertEquals(11 - 2 * 8.5, IMAGE.score("index:1,1,2 - 2*mean:1"), 1e-5);
        assertEquals(8.5 * 15, IMAGE.score("mean:1 * sum:0"), 1e-4);
        assertEquals(0.5 * 8.5 * 15 - 4, IMAGE.score("0.5*mean:1 * sum:0 - index:0,1,1"), 1e-4);
        assertEquals("combination", IMAGE.resolve("mean:1 * sum:0").facts().get("form"));
        assertEquals("mean of channel 1 of \"y\" - 2 * element [0, 0, 0] of \"y\"",
                IMAGE.resolve("mean:1 - 2*index:0,0,0").describe());
    }

    @Test
    void innerTensorsAreTargetsToo() {
        Ran model = Nets.made(x -> x.relu().times(2), Nets.row(-1, 3));
        String inner = model.facts().graph().nodes().get(0).outputs().get(0);
        assertArrayEquals(new float[] {0, 3, 6, -1 - 3}, model.scores("mean:0@" + inner, "mean:1@" + inner, "class:1",
                "mean:0@x - index:1@" + inner), 1e-6f);
        refused(model, "mean:0@explainj_relu", "A05", "nearest names are", inner, "y");
    }

    @Test
    void numbersOfAnyTypeAreRead() {
        for (ElementType type : List.of(ElementType.DOUBLE, ElementType.FLOAT16, ElementType.INT64, ElementType.UINT8))
            assertEquals(2, Nets.made(x -> x.cast(type), Nets.row(1, 2, 3)).score("mean:1"), type.toString());
    }

    @Test
    void aModelWithoutABatchAxisIsOneSample() {
        Graph graph = Nets.graph(17, x -> x, 2, 2, 3);
        Ran model = new Ran(new ModelFacts(graph, false, Map.of(), Map.of()), Map.of("x", Nets.counting(2, 2, 3)));
        assertArrayEquals(new float[] {8.5f, 11, 5}, model.scores("mean:1", "index:1,1,2", "peak:0"), 1e-6f);
        Ran classes = new Ran(new ModelFacts(Nets.graph(17, x -> x, 3), false, Map.of(), Map.of()),
                Map.of("x", new Tensor(new float[] {1, -2, 3}, 3)));
        assertArrayEquals(new float[] {3, 1 / (1 + (float) Math.exp(2) + (float) Math.exp(-3))},
                classes.scores("top", "prob:0"), 1e-6f);
    }

    @Test
    void aTensorWithoutTheBatchInFrontIsRefused() {
        refused(Nets.made(x -> x.transpose(1, 0), Nets.row(1, 2, 3)), "mean:0", "A01", "[3, 1]", "not the batch");
    }

    @Test
    void aModelOfOneSampleARunMayDropTheBatchAxis() {
        Tensor row = Nets.row(1, -2, 3);
        Ran classes = new Ran(Nets.facts(Nets.graph(17, x -> x.reshape(3), 1, 3)), Map.of("x", row));
        assertArrayEquals(new float[] {3, -2}, classes.scores("top", "index:1"), 1e-6f);
        Ran number = new Ran(Nets.facts(Nets.graph(17, x -> x.sum(false, 0, 1), 1, 3)), Map.of("x", row));
        assertArrayEquals(new float[] {2, 2}, number.scores("top", "index:0"), 1e-6f);
    }

    @Test
    void aLoneNumberPerSampleIsElement0() {
        Ran model = Nets.made(x -> x.sum(false, 1), Nets.row(1, -2, 3));
        assertEquals(2, model.score("index:0"), 1e-6);
        refused(model, "point:0,1,1", "A01", "one number per sample");
    }

    @Test
    void whatLiesOutsideIsRefusedWithTheRange() {
        refused(IMAGE, "mean:2", "A01", "0...1", "[1, 2, 2, 3]");
        refused(IMAGE, "mean:-1", "A01", "0...1");
        refused(IMAGE, "index:0,2,0", "A01", "0...1, 0...1, 0...2", "got 0,2,0");
        refused(IMAGE, "index:0", "A01", "needs 3 coordinates");
        refused(IMAGE, "point:0,5", "A01", "needs 2 coordinates");
        refused(IMAGE, "point:2,0,0", "A01", "0...1");
    }

    static void refused(Ran model, String spec, String code, String... contents) {
        Problem p = assertThrows(Problem.class, () -> model.resolve(spec), spec);
        assertEquals(code, p.code(), p.getMessage());
        for (String c : contents) assertTrue(p.getMessage().contains(c), p.getMessage());
    }
}
