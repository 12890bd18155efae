// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import io.github.explainj.onnx.ReceptiveField.Axis;
import io.github.explainj.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Fields of small nets worked out by hand, and never too small by trying every pixel. */
class ReceptiveFieldTest {

    private static final int SIDE = 24;

    private static Value weights(Value like, int out, int in, int kernel) {
        return like.builder().constant(Tensor.full(0.1f, out, in, kernel, kernel));
    }

    private static Value conv(Value x, int kernel, int stride, int pad, int dilation) {
        Attributes a = Attributes.NONE.with("kernel_shape", kernel, kernel).with("strides", stride, stride)
                .with("pads", pad, pad, pad, pad).with("dilations", dilation, dilation);
        return x.builder().op("Conv", a, x, weights(x, 1, 1, kernel));
    }

    private static Value up(Value x, int kernel, int stride, int pad) {
        return x.builder().op("ConvTranspose", Attributes.NONE.with("kernel_shape", kernel, kernel)
                .with("strides", stride, stride).with("pads", pad, pad, pad, pad), x, weights(x, 1, 1, kernel));
    }

    private static Value maxPool(Value x, int kernel) {
        return x.builder().op("MaxPool", Attributes.NONE.with("kernel_shape", kernel, kernel).with("strides", kernel, kernel), x);
    }

    private static Value resize(Value x, String mode, String coordinates) {
        return x.builder().op("Resize", Attributes.NONE.with("mode", mode).with("coordinate_transformation_mode", coordinates)
                .with("nearest_mode", coordinates.equals("asymmetric") ? "floor" : "round_prefer_floor"), x, null,
                x.builder().constant(new Tensor(new float[] {1, 1, 2, 2}, 4)));
    }

    private static Graph net(Function<Value, Value> layers) {
        GraphBuilder b = new GraphBuilder();
        b.output("y", layers.apply(b.input("x", ElementType.FLOAT, 1, 1, SIDE, SIDE)));
        return b.build();
    }

    private static Axis axis(Graph graph) throws OrtException {
        ReceptiveField field = ReceptiveField.of(graph, Sessions.shapes(graph), "x");
        assertEquals(field.axes("y").get(2), field.axes("y").get(3));
        return field.axes("y").get(2);
    }

    @Test
    void twentyFiltersOfFourByFourAndAPool() throws OrtException {
        GraphBuilder b = new GraphBuilder();
        Value x = b.input("x", ElementType.FLOAT, 1, 1, 39, 31);
        Value c = b.op("Conv", x, b.initialiser("w", Tensor.zeros(20, 1, 4, 4)));
        b.output("y", maxPool(c, 2));
        Graph graph = b.build();
        List<LayerInfo> rows = Layers.of(graph, Sessions.shapes(graph), ReceptiveField.of(graph, Sessions.shapes(graph), "x"));
        assertEquals(List.of("Input", "Conv", "MaxPool", "Identity"), rows.stream().map(LayerInfo::op).toList());
        assertEquals(List.of(1L, 1L, 39L, 31L), rows.get(0).shape());
        assertEquals(List.of(1L, 20L, 36L, 28L), rows.get(1).shape());
        assertEquals(320, rows.get(1).parameters());
        assertEquals(new Axis(4, 1, 1.5), rows.get(1).field().get(2));
        assertEquals(List.of(1L, 20L, 18L, 14L), rows.get(2).shape());
        assertEquals(0, rows.get(2).parameters());
        // two windows of 4 that begin 1 apart: 5 pixels, every 2 pixels, the first from 0 to 4
        assertEquals(new Axis(5, 2, 2), rows.get(2).field().get(2));
        assertEquals(320, Layers.parameters(graph));
    }

    @Test
    void knownNetsByHand() throws OrtException {
        assertEquals(new Axis(3, 1, 0), axis(net(x -> conv(x, 3, 1, 1, 1))));
        assertEquals(new Axis(7, 1, 0), axis(net(x -> conv(conv(x, 3, 1, 1, 1), 3, 1, 2, 2))));
        assertEquals(new Axis(7, 4, 0), axis(net(x -> conv(conv(x, 3, 2, 1, 1), 3, 2, 1, 1))));
        assertEquals(new Axis(2, 2, 0.5), axis(net(x -> maxPool(x, 2))));
        // a pool of 2 undone by a transposed convolution of 2: pixel 2 i and 2 i + 1 see both
        assertEquals(new Axis(3, 1, 0), axis(net(x -> up(maxPool(x, 2), 2, 2, 0))));
        assertEquals(new Axis(5, 1, 0), axis(net(x -> conv(x, 5, 1, 2, 1).plus(x))));
    }

    private static Value mirrored(Value x, int by) {
        return x.builder().op("Pad", Attributes.NONE.with("mode", "reflect"), x, x.builder().integers(0, 0, by, by, 0, 0, by, by));
    }

    @Test
    void mirroredPaddingWidensNoWindowThatIsAsWide() throws OrtException {
        assertEquals(new Axis(5, 1, 0), axis(net(x -> conv(mirrored(x, 2), 5, 1, 0, 1))));
        tried(net(x -> conv(mirrored(x, 2), 5, 1, 0, 1)));
        tried(net(x -> conv(mirrored(conv(mirrored(x, 2), 5, 2, 0, 1), 1), 3, 1, 0, 1)));
        // three rows mirrored for windows of three: the first sees rows that lie behind its own place
        Graph wide = net(x -> conv(mirrored(x, 3), 3, 1, 0, 1));
        assertTrue(axis(wide).size() > 3);
        tried(wide);
    }

    @Test
    void aGlobalPoolSeesAll() throws OrtException {
        Graph graph = net(x -> x.builder().op("GlobalAveragePool", conv(x, 3, 1, 1, 1)));
        ReceptiveField field = ReceptiveField.of(graph, Sessions.shapes(graph), "x");
        assertTrue(field.axes("y").get(2).isWhole());
        assertFalse(field.isFullyConvolutional("y", 2, 3));
        assertEquals(Integer.MAX_VALUE, field.radius("y", 2));
        Graph excited = net(x -> conv(x, 3, 1, 1, 1).times(x.builder().op("GlobalAveragePool", x)));
        assertTrue(axis(excited).isWhole(), "squeeze and excitation sees all too");
    }

    @Test
    void aUNetHasARadiusAndAStep() throws OrtException {
        Graph graph = net(ReceptiveFieldTest::uNet);
        ReceptiveField field = ReceptiveField.of(graph, Sessions.shapes(graph), "x");
        assertTrue(field.isFullyConvolutional("y", 2, 3));
        assertEquals(1, field.axes("y").get(2).stride());
        assertEquals(4, field.multiple(2));
        assertEquals(field.radius("y", 2), field.radius("y", 3));
    }

    private static Value uNet(Value x) {
        Value a = conv(x, 3, 1, 1, 1).relu();
        Value b = conv(maxPool(a, 2), 3, 1, 1, 1).relu();
        Value c = conv(maxPool(b, 2), 3, 1, 1, 1).relu();
        Value d = conv(up(c, 2, 2, 0).plus(b), 3, 1, 1, 1);
        return conv(resize(d, "linear", "half_pixel").plus(a), 3, 1, 1, 1);
    }

    @Test
    void channelsLastModelsNeedNothingElse() throws OrtException {
        GraphBuilder b = new GraphBuilder();
        Value x = b.input("x", ElementType.FLOAT, 1, SIDE, SIDE, 1);
        b.output("y", conv(x.transpose(0, 3, 1, 2), 3, 2, 1, 1).transpose(0, 2, 3, 1));
        Graph graph = b.build();
        ReceptiveField field = ReceptiveField.of(graph, Sessions.shapes(graph), "x");
        assertEquals(new Axis(3, 2, 0), field.axes("y").get(1));
        assertEquals(new Axis(3, 2, 0), field.axes("y").get(2));
        assertTrue(field.axes("y").get(3).isWhole(), "a convolution mixes all channels");
    }

    @Test
    void noPixelOutsideTheFieldChangesAnElement() throws OrtException {
        tried(net(x -> conv(x, 3, 2, 1, 1)));
        tried(net(x -> conv(conv(x, 3, 1, 2, 2), 4, 3, 0, 1)));
        tried(net(x -> up(conv(x, 3, 2, 1, 1), 4, 2, 1)));
        tried(net(x -> up(maxPool(x, 3), 3, 3, 0)));
        for (String coordinates : List.of("half_pixel", "asymmetric", "align_corners", "pytorch_half_pixel"))
            for (String mode : List.of("nearest", "linear", "cubic"))
                if (!mode.equals("nearest") || !coordinates.equals("align_corners"))
                    tried(net(x -> resize(maxPool(x, 2), mode, coordinates)));
        tried(net(ReceptiveFieldTest::uNet));
        tried(net(x -> x.builder().op("DepthToSpace", Attributes.NONE.with("blocksize", 2),
                x.builder().op("SpaceToDepth", Attributes.NONE.with("blocksize", 2), conv(x, 3, 1, 1, 1)))));
        tried(net(x -> x.builder().op("Pad", Attributes.NONE.with("mode", "reflect"), x,
                x.builder().integers(0, 0, 3, 3, 0, 0, 2, 2))));
        tried(net(x -> x.builder().op("Slice", x, x.builder().integers(3, 3), x.builder().integers(20, 20),
                x.builder().integers(2, 3), x.builder().integers(2, 2))));
    }

    /** Changes each pixel of the middle column and looks which rows of the middle column move. */
    private static void tried(Graph graph) throws OrtException {
        Axis axis = axis(graph);
        assertFalse(axis.isWhole());
        float[] ramp = new float[SIDE * SIDE];
        for (int i = 0; i < ramp.length; i++) ramp[i] = 1 + (i * 7919 % 101) / 50f;
        Tensor base = Sessions.run(graph, Map.of("x", new Tensor(ramp, 1, 1, SIDE, SIDE))).get("y");
        int seen = 0;
        for (int row = 0; row < SIDE; row++) {
            float[] changed = ramp.clone();
            for (int c = 0; c < SIDE; c++) changed[row * SIDE + c] += 5;
            Tensor moved = Sessions.run(graph, Map.of("x", new Tensor(changed, 1, 1, SIDE, SIDE))).get("y");
            for (int i = 0; i < base.size(2); i++) {
                if (Arrays.equals(line(base, i), line(moved, i))) continue;
                seen++;
                double centre = axis.offset() + axis.stride() * i;
                assertTrue(Math.abs(row - centre) <= (axis.size() - 1) / 2 + 1e-6,
                        "row " + row + " changes element " + i + ", field " + axis);
            }
        }
        assertTrue(seen >= base.size(2), "something has to move");
    }

    private static float[] line(Tensor t, int row) {
        return Arrays.copyOfRange(t.data(), row * t.size(3), (row + 1) * t.size(3));
    }
}
