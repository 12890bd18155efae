// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OrtException;
import io.github.explainj.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is appended runs in ONNX Runtime, in the forms of every operator set. */
class GraphBuilderTest {

    @TempDir Path folder;

    private static final Tensor X = new Tensor(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);

    private static float[] run(int opset, Function<Value, Value> operators) throws OrtException {
        GraphBuilder b = new GraphBuilder(opset);
        b.output("y", operators.apply(b.input("x", ElementType.FLOAT, -1, 3)));
        return Sessions.run(b.build(), Map.of("x", X)).get("y").data();
    }

    @Test
    void operatorsRunInEveryOperatorSet() throws OrtException {
        for (int opset = Limits.MIN_OPSET; opset <= Limits.MAX_OPSET; opset++) {
            assertArrayEquals(new float[] {6, 15}, run(opset, x -> x.sum(false, 1)));
            assertArrayEquals(new float[] {2.5f, 3.5f, 4.5f}, run(opset, x -> x.mean(true, 0)));
            assertArrayEquals(new float[] {3, 6}, run(opset, x -> x.max(false, 1)));
            assertArrayEquals(new float[] {2, 2, 3, 4, 5, 5}, run(opset, x -> x.clip(2, 5)));
            assertArrayEquals(new float[] {3, 1, 6, 4}, run(opset, x -> x.gather(x.builder().integers(2, 0), 1)));
            assertArrayEquals(new float[] {1, 4, 2, 5, 3, 6}, run(opset, x -> x.transpose(1, 0).reshape(6)));
            assertArrayEquals(new float[] {1.5f, 2, 2.5f, 3, 3.5f, 4}, run(opset, x -> x.times(0.5f).plus(1)));
            assertArrayEquals(new float[] {14, 32, 32, 77}, run(opset, x -> x.matMul(x.transpose(1, 0))));
            assertArrayEquals(new float[] {0.09003057f, 0.24472848f, 0.66524094f},
                    Arrays.copyOf(run(opset, x -> x.softmax(1)), 3), 1e-6f);
            assertArrayEquals(new float[] {3.4076059f, 6.4076059f}, run(opset, x -> x.logSumExp(1)), 1e-5f);
            assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, run(opset, x -> x.cast(ElementType.INT32).cast(ElementType.FLOAT)
                    .relu().flatten()));
        }
    }

    @Test
    void appendingTwiceKeepsNamesApart() throws OrtException {
        GraphBuilder first = new GraphBuilder();
        first.output(first.input("x", ElementType.FLOAT, 2, 3).plus(1));
        GraphBuilder second = new GraphBuilder(first.build());
        second.clearOutputs();
        second.output("y", second.value("x").plus(1).plus(second.value("explainj_add_2")));
        assertEquals(4, Sessions.run(second.build(), Map.of("x", X)).get("y").data()[0]);
        assertArrayEquals(second.build().bytes(), second.build().bytes());
    }

    /** Puts x = 10 * fed in front. */
    private static Graph fed(Graph graph) {
        GraphBuilder b = new GraphBuilder(graph);
        b.feed("x", b.input("fed", ElementType.FLOAT, 1, 1, 8, 8).times(10));
        return b.build();
    }

    private Graph open(ModelProto.Builder m) throws IOException {
        return ModelFile.open(Files.write(folder.resolve("m.onnx"), m.build().toByteArray())).graph();
    }

    private static final Map<String, Tensor> ONES = Map.of("fed", Tensor.full(1, 1, 1, 8, 8));

    @Test
    void whatIsPutInFrontIsReadByTheModel() throws OrtException, IOException {
        Graph graph = fed(open(Protos.good()));
        assertEquals(List.of("fed"), graph.inputs().stream().map(Port::name).toList());
        assertEquals("Mul", graph.nodes().get(0).op(), "in running order");
        assertEquals(90, Sessions.run(graph, ONES).get("y").data()[0]);
    }

    @Test
    void anOutputThatIsTheInputIsFedToo() throws OrtException, IOException {
        ModelProto.Builder m = Protos.good();
        m.getGraphBuilder().addOutput(Protos.value("x", 1, 1, 1, 8, 8));
        Map<String, Tensor> results = Sessions.run(fed(open(m)), ONES);
        assertEquals(90, results.get("y").data()[0]);
        assertEquals(10, results.get("x").data()[0]);
    }

    @Test
    void branchesReadWhatIsFed() throws OrtException, IOException {
        GraphProto.Builder branch = GraphProto.newBuilder().setName("b")
                .addNode(Protos.node("Neg", "neg", List.of("x"), "n")).addOutput(Protos.value("n", 1, 1, 1, 8, 8));
        GraphProto.Builder shadow = GraphProto.newBuilder().setName("s").addInitializer(Protos.floats("inner", 1, 1, 8, 8))
                .addNode(Protos.node("Identity", "i", List.of("inner"), "m")).addOutput(Protos.value("m", 1, 1, 1, 8, 8));
        var yes = Protos.node("Constant", "yes", List.of(), "c").addAttribute(Protos.tensor("value",
                ai.onnx.proto.OnnxMl.TensorProto.newBuilder().setDataType(9).addInt32Data(1)));
        var choice = Protos.node("If", "if", List.of("c"), "y").addAttribute(Protos.graph("then_branch", branch))
                .addAttribute(Protos.graph("else_branch", shadow));
        assertEquals(-10, Sessions.run(fed(open(Protos.model(yes, choice))), ONES).get("y").data()[0]);
    }

    @Test
    void wrongNamesAreNamed() {
        GraphBuilder b = new GraphBuilder();
        b.input("x", ElementType.FLOAT, 1);
        assertEquals("the graph has no tensor \"z\"",
                assertThrows(IllegalArgumentException.class, () -> b.value("z")).getMessage());
        assertEquals("the name \"x\" is taken",
                assertThrows(IllegalArgumentException.class, () -> b.input("x", ElementType.FLOAT, 1)).getMessage());
    }
}
