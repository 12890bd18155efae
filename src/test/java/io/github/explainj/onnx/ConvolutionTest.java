// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.github.explainj.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Filters are read wherever a file keeps them. */
class ConvolutionTest {

    @TempDir
    private Path folder;

    private static Convolution only(ModelProto.Builder model) {
        return Convolution.all(new Graph(model.build(), null)).get(0);
    }

    @Test
    void inAnotherFile() throws IOException {
        ByteBuffer b = ByteBuffer.allocate(44).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 11; i++) b.putFloat(i / 8f);
        Files.write(folder.resolve("w.bin"), b.array());
        ModelProto.Builder model = Protos.outside("location", "w.bin", "offset", "8", "length", "36");
        Graph graph = ModelFile.open(Files.write(folder.resolve("m.onnx"), model.build().toByteArray())).graph();
        Convolution c = Convolution.all(graph).get(0);
        assertEquals(List.of(1L, 1L, 3L, 3L), c.shape());
        assertArrayEquals(new float[] {.25f, .375f, .5f, .625f, .75f, .875f, 1, 1.125f, 1.25f}, c.filters().orElseThrow().data());
    }

    @Test
    void inAConstant() {
        Convolution c = only(Protos.model(
                Protos.node("Constant", "weights", List.of(), "w").addAttribute(Protos.tensor("value", Protos.floats("", 2, 1, 1, 2))),
                Protos.node("Conv", "conv", List.of("x", "w"), "y")));
        assertEquals(Tensor.full(1, 2, 1, 1, 2), c.filters().orElseThrow());
        assertTrue(c.isNamed("w") && c.isNamed("conv") && c.isNamed("y") && !c.isNamed("x"));
    }

    @Test
    void asHalfFloatsThatAreCast() {
        // 1, -2 and the smallest number of 16 bits
        TensorProto.Builder half = Protos.dims(TensorProto.newBuilder().setName("h").setDataType(10), 1, 1, 1, 3)
                .setRawData(ByteString.copyFrom(new byte[] {0, 0x3c, 0, (byte) 0xc0, 1, 0}));
        ModelProto.Builder model = Protos.model(
                Protos.node("Cast", "cast", List.of("h"), "w").addAttribute(Protos.integer("to", 1)),
                Protos.node("Conv", "conv", List.of("x", "w"), "y"));
        model.getGraphBuilder().addInitializer(half);
        assertArrayEquals(new float[] {1, -2, 0x1p-24f}, only(model).filters().orElseThrow().data());
        assertTrue(only(model).isNamed("h"));
    }

    @Test
    void filledWithOneNumber() {
        ModelProto.Builder model = Protos.model(
                Protos.node("ConstantOfShape", "fill", List.of("shape"), "w").addAttribute(Protos.tensor("value", Protos.floats("", 1))),
                Protos.node("Conv", "conv", List.of("x", "w"), "y"));
        model.getGraphBuilder().addInitializer(Protos.integers("shape", 2, 1, 3, 3));
        assertEquals(Tensor.full(1, 2, 1, 3, 3), only(model).filters().orElseThrow());
    }

    @Test
    void asWholeNumbersOfAQuantisedConvolution() {
        ModelProto.Builder model = Protos.model(Protos.node("QLinearConv", "conv",
                List.of("x", "scale", "zero", "q", "q_scale", "q_zero", "scale", "zero"), "y"));
        TensorProto.Builder scales = Protos.dims(TensorProto.newBuilder().setName("q_scale").setDataType(1), 2)
                .addFloatData(0.5f).addFloatData(0.25f);
        model.getGraphBuilder().addInitializer(bytes("q", 3, new byte[] {1, -2, 3, 4}, 2, 1, 1, 2))
                .addInitializer(bytes("q_zero", 3, new byte[] {1, 0}, 2)).addInitializer(scales);
        assertArrayEquals(new float[] {0, -1.5f, 0.75f, 1}, only(model).filters().orElseThrow().data());
        assertTrue(only(model).isOfWholeNumbers() && only(model).isNamed("q"));
    }

    @Test
    void asWholeNumbersWithAZero() {
        ModelProto.Builder model = Protos.model(Protos.node("ConvInteger", "conv", List.of("x", "q", "", "zero"), "y"));
        model.getGraphBuilder().addInitializer(bytes("q", 2, new byte[] {0, (byte) 255}, 1, 1, 1, 2))
                .addInitializer(bytes("zero", 2, new byte[] {(byte) 128}, 1));
        assertArrayEquals(new float[] {-128, 127}, only(model).filters().orElseThrow().data());
    }

    private static TensorProto.Builder bytes(String name, int type, byte[] values, long... dims) {
        return Protos.dims(TensorProto.newBuilder().setName(name).setDataType(type), dims).setRawData(ByteString.copyFrom(values));
    }
}
