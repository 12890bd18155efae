// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.ModelFile;
import io.github.explainj.probe.Sample;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LoopTest {

    @TempDir
    Path tmp;

    @AfterEach
    void defaultLimit() {
        System.clearProperty(TimeLimit.PROPERTY);
    }

    /** y = x, through "while (sum of x is below a bound)", which x never changes. */
    private Graph loop() throws IOException {
        int bool = TensorProto.DataType.BOOL_VALUE;
        GraphProto body = GraphProto.newBuilder().setName("body")
                .addInput(info("i", TensorProto.DataType.INT64_VALUE)).addInput(info("c", bool)).addInput(image("v"))
                .addNode(node("ReduceSum", "v", "s").addAttribute(keep(0)))
                .addNode(node("Less", "s", "again").addInput("bound"))
                .addNode(node("Identity", "v", "w"))
                .addOutput(info("again", bool)).addOutput(image("w")).build();
        GraphProto graph = GraphProto.newBuilder().setName("g").addInput(image("x")).addOutput(image("y"))
                .addInitializer(TensorProto.newBuilder().setName("bound").setDataType(1).addFloatData(100))
                .addInitializer(TensorProto.newBuilder().setName("true").setDataType(bool).addInt32Data(1))
                .addNode(NodeProto.newBuilder().setOpType("Loop").setName("spin").addInput("").addInput("true").addInput("x")
                        .addOutput("y").addAttribute(AttributeProto.newBuilder().setName("body").setG(body)
                                .setType(AttributeProto.AttributeType.GRAPH))).build();
        ModelProto model = ModelProto.newBuilder().setIrVersion(8).setGraph(graph)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13)).build();
        Path file = tmp.resolve("loop.onnx");
        Files.write(file, model.toByteArray());
        return ModelFile.open(file).graph();
    }

    private static NodeProto.Builder node(String op, String in, String out) {
        return NodeProto.newBuilder().setOpType(op).setName(op).addInput(in).addOutput(out);
    }

    private static AttributeProto keep(int value) {
        return AttributeProto.newBuilder().setName("keepdims").setI(value).setType(AttributeProto.AttributeType.INT).build();
    }

    private static ValueInfoProto info(String name, int type, long... dims) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (long d : dims) shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(d));
        return ValueInfoProto.newBuilder().setName(name).setType(TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(type).setShape(shape))).build();
    }

    private static ValueInfoProto image(String name) {
        return info(name, 1, 1, 1, 2, 2);
    }

    @Test
    void aLoopThatNeverEndsIsStoppedAndNamed() throws IOException {
        System.setProperty(TimeLimit.PROPERTY, "1");
        try (OrtModel model = Nets.open(loop(), "bcyx")) {
            Sample small = Sample.of(Tensor.full(1, 1, 1, 2, 2));
            long start = System.nanoTime();
            for (int i = 0; i < 2; i++) {
                Problem p = assertThrows(Problem.class, () -> model.probe(List.of(new Nets.Sum("y", 1, 4))).score(small));
                assertEquals("M21", p.code());
                assertTrue(p.getMessage().contains("\"spin\"") && p.getMessage().contains("1 s"), p.getMessage());
            }
            assertTrue((System.nanoTime() - start) * 1e-9 < 20);
        }
    }

    @Test
    void aLoopThatEndsRunsWithoutALimit() throws IOException {
        try (OrtModel model = Nets.open(loop(), "bcyx")) {
            Sample large = Sample.of(Tensor.full(100, 1, 1, 2, 2));
            assertEquals(400, model.probe(List.of(new Nets.Sum("y", 1, 4))).score(large)[0]);
        }
    }
}
