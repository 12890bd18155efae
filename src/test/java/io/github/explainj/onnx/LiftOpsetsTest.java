// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import static io.github.explainj.onnx.Protos.integer;
import static io.github.explainj.onnx.Protos.ints;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OrtException;
import com.google.protobuf.ByteString;
import io.github.explainj.Deviation;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Each old form of an operator gives what ONNX Runtime makes of it itself, axes and values. */
class LiftOpsetsTest {

    private static final double TOLERANCE = 1e-5;

    private final List<TensorProto> weights = new ArrayList<>();
    private int lifted;

    private void check(int opset, String op, int outputs, List<String> more, AttributeProto.Builder... attributes)
            throws OrtException {
        check(opset, "", op, outputs, new int[] {2, 4, 6, 5}, more, attributes);
    }

    /** Runs a node on x and the weights so far, at the old opset and lifted. */
    private void check(int opset, String domain, String op, int outputs, int[] shape, List<String> more,
            AttributeProto.Builder... attributes) throws OrtException {
        NodeProto.Builder node = NodeProto.newBuilder().setOpType(op).setDomain(domain).setName("n").addInput("x").addAllInput(more);
        for (AttributeProto.Builder a : attributes) node.addAttribute(a);
        GraphProto.Builder g = GraphProto.newBuilder().setName("net");
        g.addInput(Protos.value("x", 1, Arrays.stream(shape).asLongStream().toArray()));
        for (int i = 0; i < outputs; i++) {
            node.addOutput("y" + i);
            g.addOutput(ValueInfoProto.newBuilder().setName("y" + i));
        }
        weights.stream().filter(w -> more.contains(w.getName())).forEach(g::addInitializer);
        Graph old = new Graph(Protos.model(g.addNode(node)).clearOpsetImport()
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("com.microsoft").setVersion(1)).build(), null);
        same(old, Lift.of(old), Map.of("x", random(shape)), opset + " " + node);
        lifted++;
    }

    static void same(Graph old, Graph lifted, Map<String, Tensor> inputs, String what) throws OrtException {
        assertTrue(lifted.opset() >= Lift.OPSET, what);
        Map<String, Tensor> before = Runs.all(old, inputs);
        Map<String, Tensor> after = Runs.all(lifted, inputs);
        assertEquals(before.keySet(), after.keySet(), what);
        for (String y : before.keySet()) {
            assertArrayEquals(before.get(y).shape(), after.get(y).shape(), what);
            double deviation = Deviation.of(after.get(y), before.get(y));
            assertTrue(deviation <= TOLERANCE, what + " " + y + " " + deviation);
        }
    }

    static Tensor random(int... shape) {
        Tensor t = Tensor.zeros(shape);
        Random random = new Random(7);
        for (int i = 0; i < t.size(); i++) t.data()[i] = (float) random.nextGaussian();
        return t;
    }

    static AttributeProto.Builder number(String name, float value) {
        return AttributeProto.newBuilder().setName(name).setType(AttributeType.FLOAT).setF(value);
    }

    static AttributeProto.Builder numbers(String name, float... values) {
        AttributeProto.Builder a = AttributeProto.newBuilder().setName(name).setType(AttributeType.FLOATS);
        for (float v : values) a.addFloats(v);
        return a;
    }

    static AttributeProto.Builder text(String name, String value) {
        return AttributeProto.newBuilder().setName(name).setType(AttributeType.STRING).setS(ByteString.copyFromUtf8(value));
    }

    private String weight(String name, float... values) {
        return weight(name, new Tensor(values, values.length));
    }

    private String weight(String name, Tensor values) {
        weights.add(TensorData.floats(name, values));
        return name;
    }

    private String list(String name, long... values) {
        weights.add(Protos.integers(name, values).build());
        return name;
    }

    @Test
    void attributesThatBecameInputs() throws OrtException {
        for (int opset : new int[] {7, 8, 9, 10, 11, 12, 13, 16}) {
            if (opset < 13) {
                check(opset, "", "Squeeze", 1, new int[] {1, 3, 1, 2}, List.of(), ints("axes", 0, 2));
                check(opset, "", "Squeeze", 1, new int[] {1, 3, 1, 2}, List.of());
                check(opset, "Unsqueeze", 1, List.of(), ints("axes", 0, 3));
                check(opset, "ReduceSum", 1, List.of(), ints("axes", 1, 3), integer("keepdims", 0));
                check(opset, "ReduceSum", 1, List.of());
                check(opset, "Split", 3, List.of(), integer("axis", 1), ints("split", 1, 2, 1));
            }
            check(opset, "Split", 2, List.of(), integer("axis", 2));
            for (String op : List.of("Max", "Min", "Mean", "Prod", "L1", "L2", "SumSquare", "LogSumExp"))
                check(opset, "Reduce" + op, 1, List.of(), ints("axes", 2, 3), integer("keepdims", opset % 2));
            check(opset, "ReduceMean", 1, List.of());
        }
        System.out.println(lifted + " nodes lifted");
    }

    @Test
    void padSliceClipDropoutTopK() throws OrtException {
        long[] pads = {0, 0, 1, 2, 0, 0, 3, 1};
        for (int opset : new int[] {7, 8, 9, 10}) {
            check(opset, "Pad", 1, List.of(), ints("pads", pads), number("value", 0.5f));
            check(opset, "Pad", 1, List.of(), ints("pads", pads), text("mode", "reflect"));
            check(opset, "Pad", 1, List.of(), ints("pads", pads), text("mode", "edge"));
            check(opset, "Clip", 1, List.of(), number("min", -0.5f), number("max", 0.25f));
            check(opset, "Clip", 1, List.of(), number("max", 0.25f));
            check(opset, "Clip", 1, List.of());
        }
        check(9, "Slice", 1, List.of(), ints("starts", 1, -3), ints("ends", 3, 1000), ints("axes", 1, 2));
        check(7, "Slice", 1, List.of(), ints("starts", 0, 1), ints("ends", 2, 3));
        check(7, "Dropout", 1, List.of(), number("ratio", 0.9f));
        check(7, "Dropout", 2, List.of());
        check(10, "Dropout", 2, List.of(), number("ratio", 0.9f));
        check(11, "Dropout", 1, List.of());
        check(9, "TopK", 2, List.of(), integer("k", 3), integer("axis", 2));
        list("k", 2);
        check(10, "TopK", 2, List.of("k"), integer("axis", 1));
    }

    @Test
    void upsampleAndResize() throws OrtException {
        for (String mode : List.of("nearest", "linear")) {
            check(7, "Upsample", 1, List.of(), numbers("scales", 1, 1, 2, 3), text("mode", mode));
            check(8, "Upsample", 1, List.of(), numbers("scales", 1, 1, 1.5f, 2.7f), text("mode", mode));
            check(9, "Upsample", 1, List.of(weight("s" + mode, 1, 1, 2.3f, 2)), text("mode", mode));
            check(10, "Resize", 1, List.of(weight("up" + mode, 1, 1, 1.7f, 2)), text("mode", mode));
            check(10, "Resize", 1, List.of(weight("down" + mode, 1, 1, 0.6f, 0.5f)), text("mode", mode));
            check(10, "Resize", 1, List.of(weight("both" + mode, 1, 1, 0.6f, 1.5f)), text("mode", mode));
        }
        weight("none", new Tensor(new float[0], 0));
        weight("scales", 1, 1, 1.7f, 0.6f);
        list("sizes", 2, 4, 9, 3);
        for (String coordinates : List.of("half_pixel", "pytorch_half_pixel", "align_corners", "asymmetric", "tf_half_pixel_for_nn"))
            for (String mode : List.of("nearest", "linear", "cubic"))
                for (String rounding : List.of("floor", "ceil", "round_prefer_floor", "round_prefer_ceil")) {
                    AttributeProto.Builder[] how = {text("coordinate_transformation_mode", coordinates), text("mode", mode),
                        text("nearest_mode", rounding)};
                    check(11, "Resize", 1, List.of("none", "scales"), how);
                    check(12, "Resize", 1, List.of("none", "none", "sizes"), how);
                }
        assertEquals(12 + 2 * 5 * 3 * 4, lifted);
    }

    @Test
    void softmaxOverAllTrailingAxes() throws OrtException {
        for (String op : List.of("Softmax", "LogSoftmax", "Hardmax")) {
            for (int axis = 0; axis < 4; axis++) check(9, op, 1, List.of(), integer("axis", axis));
            check(11, op, 1, List.of(), integer("axis", -1));
            check(12, op, 1, List.of(), integer("axis", -2));
            check(7, op, 1, List.of());
            check(8, "", op, 1, new int[] {2, 7}, List.of());
            check(13, op, 1, List.of(), integer("axis", 1));
        }
    }

    @Test
    void onlyAxesThatAreNotKnownToBeTheLastAreFlattened() {
        GraphProto.Builder g = GraphProto.newBuilder().setName("net").addInput(Protos.value("x", 1, 2, 3))
                .addNode(Protos.node("Relu", "r", List.of("x"), "h")).addNode(Protos.node("MatMul", "m", List.of("h", "w"), "p"))
                .addNode(Protos.node("Softmax", "s", List.of("p"), "y")).addInitializer(Protos.floats("w", 3, 3))
                .addOutput(ValueInfoProto.newBuilder().setName("y"));
        Graph old = new Graph(Protos.model(g).clearOpsetImport()
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(9)).build(), null);
        Node softmax = Lift.of(old).producer("y").orElseThrow();
        assertEquals("Softmax", softmax.op());
        assertEquals(-1, softmax.integer("axis", 0));
    }

    @Test
    void normalisationAndRegions() throws OrtException {
        for (String w : List.of("scale", "shift", "mean")) weight(w, 0.5f, -1, 2, 3);
        weight("variance", 1, 2, 0.5f, 3);
        List<String> four = List.of("scale", "shift", "mean", "variance");
        for (int opset : new int[] {7, 8, 9, 13})
            check(opset, "BatchNormalization", 1, four, number("epsilon", 0.01f), number("momentum", 0.8f));
        check(7, "BatchNormalization", 1, four, integer("spatial", 1));
        weight("regions", new Tensor(new float[] {0, 0, 3, 4, 1, 1.5f, 2, 5}, 2, 4));
        list("samples", 0, 1);
        for (String mode : List.of("avg", "max"))
            check(11, "RoiAlign", 1, List.of("regions", "samples"), integer("output_height", 2), integer("output_width", 3),
                    text("mode", mode), integer("sampling_ratio", 2));
    }

    @Test
    void scatterBecomesScatterElements() throws OrtException {
        weights.add(Protos.dims(Protos.integers("at", 1, 0).clearDims(), 1, 1, 1, 2).build());
        weight("updates", new Tensor(new float[] {7, 8}, 1, 1, 1, 2));
        check(9, "Scatter", 1, List.of("at", "updates"), integer("axis", 2));
        check(10, "Scatter", 1, List.of("at", "updates"), integer("axis", 3));
    }

    @Test
    void earlyOperatorsOfOnnxRuntime() throws OrtException {
        check(7, "ImageScaler", 1, List.of(), number("scale", 0.5f), numbers("bias", 1, 2, 3, 4));
        check(7, "Affine", 1, List.of(), number("alpha", 0.5f), number("beta", 2));
        check(7, "ScaledTanh", 1, List.of(), number("alpha", 0.5f), number("beta", 2));
        check(7, "ParametricSoftplus", 1, List.of(), number("alpha", 0.5f), number("beta", 2));
        check(7, "Crop", 1, List.of(), ints("border", 1, 2, 1, 0));
        check(7, "Crop", 1, List.of(), ints("border", 1, 2, 0, 0), ints("scale", 3, 2));
    }

    @Test
    void fusedOperators() throws OrtException {
        weight("w", random(3, 4, 3, 3));
        weight("b", 0.1f, 0.2f, -3);
        weight("z", random(2, 3, 4, 3));
        for (String op : List.of("Relu", "Tanh", "Sigmoid")) fused("FusedConv", List.of("w", "b"), text("activation", op));
        fused("FusedConv", List.of("w", "b", "z"), text("activation", "Relu"));
        fused("FusedConv", List.of("w"), text("activation", "LeakyRelu"), numbers("activation_params", 0.3f));
        fused("FusedConv", List.of("w"), text("activation", "Clip"), numbers("activation_params", -0.3f, 0.4f));
        fused("FusedConv", List.of("w"), text("activation", "HardSigmoid"), numbers("activation_params", 0.3f, 0.4f));
        weight("bias", random(5));
        fused("Gelu", List.of());
        fused("BiasGelu", List.of("bias"));
        fused("FastGelu", List.of());
        fused("FastGelu", List.of("bias"));
        fused("QuickGelu", List.of(), number("alpha", 1.3f));
        weight("m", random(5, 3));
        check(13, "com.microsoft", "FusedGemm", 1, new int[] {4, 5}, List.of("m", "b"), text("activation", "LeakyRelu"),
                number("activation_alpha", 0.2f), number("alpha", 0.7f));
        weight("skip", random(2, 6, 5));
        check(13, "com.microsoft", "SkipLayerNormalization", 1, new int[] {2, 6, 5}, List.of("skip", "bias", "bias", "bias"));
    }

    @Test
    void productsOfTurnedMatricesAndOtherNames() throws OrtException {
        weight("a", random(2, 4, 6, 3));
        weight("b", random(2, 4, 3, 5));
        fused("FusedMatMul", List.of("a"), integer("transA", 1), number("alpha", 0.5f));
        fused("FusedMatMul", List.of("b"), integer("transB", 1));
        fused("TransposeMatMul", List.of("a"), integer("transA", 1));
        weights.add(TensorProto.newBuilder().setName("axis").setDataType(6).addInt32Data(1).build());
        fused("ExpandDims", List.of("axis"));
        weight("grid", random(2, 3, 3, 2));
        fused("GridSample", List.of("grid"), text("mode", "bilinear"), text("padding_mode", "border"));
        check(20, "com.microsoft", "GridSample", 1, new int[] {2, 4, 6, 5}, List.of("grid"), text("mode", "bicubic"));
    }

    private void fused(String op, List<String> more, AttributeProto.Builder... attributes) throws OrtException {
        check(13, "com.microsoft", op, 1, new int[] {2, 4, 6, 5}, more, attributes);
    }
}
