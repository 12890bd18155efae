// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.explainj.gradient.Ran;
import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Port;
import io.github.explainj.onnx.Value;
import io.github.explainj.probe.Sample;
import io.github.explainj.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Exported graphs in a plain session, with nothing of ours around them. */
class GradientExportTest {

    private static final Tensor W = Nets.random(4, 3, 5, 2);
    private static final Sample SAMPLE = Sample.of(Nets.random(3, 1, 2, 3, 5));

    /** "y" [N, 2]: the sums over rows and columns of w x^2, for channels-last x. */
    private static Graph square(ElementType type, long batch, String output) {
        GraphBuilder b = new GraphBuilder();
        Value x = b.input("x", type, batch, 3, 5, 2);
        Value f = type == ElementType.FLOAT ? x : x.cast(ElementType.FLOAT);
        b.output("h", f.times(f));
        b.output("unused", f.exp());
        b.output(output, b.value("h").times(b.initialiser("w", W)).sum(false, 1, 2));
        return output(b.build(), output);
    }

    private static Graph output(Graph graph, String first) {
        GraphBuilder b = new GraphBuilder(graph);
        b.clearOutputs();
        b.output(b.value(first));
        return b.build();
    }

    private static List<String> names(List<Port> ports) {
        return ports.stream().map(Port::name).toList();
    }

    private static float[] expected(Tensor x, float... factors) {
        float[] e = new float[x.size()];
        for (int i = 0; i < e.length; i++) e[i] = 2 * factors[i % 2] * W.data()[i % 30] * x.data()[i];
        return e;
    }

    /** Java's interface does not let one feed an input that has a default; others do. */
    @Test
    void aTargetsNumbersAreInputsThatMayBeLeftOut() throws OrtException {
        try (OrtModel model = Nets.open(square(ElementType.FLOAT, -1, "y"), "byxc")) {
            for (float factor : new float[] {3, -2}) {
                Graph graph = model.gradientGraph(SAMPLE, List.of(new Nets.Sum("y", factor, 2)), List.of("x", "h"));
                assertEquals(List.of("x"), names(graph.inputs()));
                assertEquals(List.of(1L), graph.initialiserDims("explainj_target_0").orElseThrow());
                assertTrue(graph.hasShape("explainj_target_0"), "declared as an input too");
                assertEquals(List.of("score", "grad_x", "grad_h"), names(graph.outputs()));
                assertEquals(0, graph.nodes().stream().filter(n -> n.op().equals("Exp")).count());
                for (int rows : new int[] {1, 3}) assertAlone(graph, rows, factor);
            }
        }
    }

    private static void assertAlone(Graph graph, int rows, float factor) throws OrtException {
        Tensor x = Nets.random(5, rows, 3, 5, 2);
        try (Ran alone = new Ran(graph)) {
            Map<String, Tensor> found = alone.run(Map.of("x", x));
            assertArrayEquals(expected(x, factor, factor), found.get("grad_x").data(), 1e-4f);
            assertArrayEquals(new int[] {rows, 1}, found.get("score").shape());
            double score = IntStream.range(0, 30).mapToDouble(i -> factor * W.data()[i] * x.data()[i] * x.data()[i]).sum();
            assertEquals(score, found.get("score").data()[0], 1e-4);
            for (int i = 0; i < 30 * rows; i++) assertEquals(factor * W.data()[i % 30], found.get("grad_h").data()[i], 1e-5);
        }
    }

    @Test
    void withoutATargetEachNumberOfTheOutputHasAWeight() throws OrtException {
        // names that the graph has already are not given a second time
        for (String output : List.of("y", "score", "weights"))
            for (int batch : new int[] {-1, 2})
                try (OrtModel model = Nets.open(square(ElementType.FLOAT, batch, output), "byxc")) {
                    Graph graph = model.gradientGraph(SAMPLE, List.of(), List.of());
                    String weights = output.equals("weights") ? "explainj_weights" : "weights";
                    assertEquals(List.of("x", weights), names(graph.inputs()));
                    assertEquals(List.of(output.equals("score") ? "explainj_score" : "score", "grad_x"), names(graph.outputs()));
                    Tensor x = Nets.random(5, 2, 3, 5, 2);
                    try (Ran alone = new Ran(graph)) {
                        Tensor w = new Tensor(new float[] {1, -4, 1, -4}, 2, 2);
                        assertArrayEquals(expected(x, 1, -4), alone.run(Map.of("x", x, weights, w)).get("grad_x").data(), 1e-4f);
                    }
                }
    }

    @Test
    void inputsKeepTheirTypes() throws OrtException {
        ByteBuffer halves = ByteBuffer.allocateDirect(60).order(ByteOrder.nativeOrder());
        ByteBuffer doubles = ByteBuffer.allocateDirect(240).order(ByteOrder.nativeOrder());
        Tensor x = Tensor.zeros(1, 3, 5, 2);
        for (int i = 0; i < 30; i++) {
            x.data()[i] = i % 4 - 1;
            halves.putShort(2 * i, new short[] {(short) 0xBC00, 0, 0x3C00, 0x4000}[i % 4]);
            doubles.putDouble(8 * i, x.data()[i]);
        }
        assertTyped(ElementType.FLOAT16, OnnxJavaType.FLOAT16, halves, x);
        ByteBuffer bytes = ByteBuffer.allocateDirect(30);
        for (int i = 0; i < 30; i++) bytes.put(i, (byte) x.data()[i]);
        assertTyped(ElementType.INT8, OnnxJavaType.INT8, bytes, x);
        assertTyped(ElementType.DOUBLE, OnnxJavaType.DOUBLE, doubles, x);
    }

    private static void assertTyped(ElementType type, OnnxJavaType javaType, ByteBuffer data, Tensor x) throws OrtException {
        try (OrtModel model = Nets.open(square(type, -1, "y"), "byxc")) {
            Graph graph = model.gradientGraph(SAMPLE, List.of(new Nets.Sum("y", 1, 2)), List.of());
            assertEquals(type, graph.inputs().get(0).type());
            OrtEnvironment env = OrtEnvironment.getEnvironment();
            try (OrtSession session = env.createSession(graph.bytes());
                    OnnxTensor fed = OnnxTensor.createTensor(env, data, new long[] {1, 3, 5, 2}, javaType);
                    OrtSession.Result found = session.run(Map.of("x", fed))) {
                assertArrayEquals(expected(x, 1, 1), Results.tensor("g", found.get("grad_x").orElseThrow()).data(), 1e-5f);
            }
        }
    }
}
