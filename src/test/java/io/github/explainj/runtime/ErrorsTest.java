// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Value;
import io.github.explainj.probe.Device;
import io.github.explainj.probe.Sample;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ErrorsTest {

    private static final Sample SAMPLE = Sample.of(Tensor.full(1, 1, 1, 3, 4));

    private static Graph net(UnaryOperator<Value> operator) {
        GraphBuilder b = new GraphBuilder();
        b.output("y", operator.apply(b.input("x", ElementType.FLOAT, -1, 1, -1, -1)));
        return b.build();
    }

    private static Problem fails(Graph graph, Sample sample) {
        try (OrtModel model = Nets.open(graph, "bcyx")) {
            Problem p = assertThrows(Problem.class, () -> model.run(sample, List.of("y")));
            assertFalse(p.getMessage().contains("Error code"), p.getMessage());
            return p;
        }
    }

    private static void assertSays(Problem p, String code, String... words) {
        assertEquals(code, p.code(), p.getMessage());
        for (String w : words) assertTrue(p.getMessage().contains(w), "no \"" + w + "\" in: " + p.getMessage());
    }

    @Test
    void aNodeThatFailsIsNamed() {
        assertSays(fails(net(x -> x.reshape(1, 5)), SAMPLE), "M30", "explainj_Reshape", "(Reshape)", "5");
    }

    @Test
    void operatorsThatOnnxRuntimeLacksAreNamed() {
        assertSays(fails(net(x -> x.builder().op("Bessel", x)), SAMPLE), "M11", "Bessel");
    }

    @Test
    void aSizeThatTheModelDoesNotTakeIsASentence() {
        GraphBuilder b = new GraphBuilder();
        b.output("y", b.input("x", ElementType.FLOAT, -1, 1, 8, 8).relu());
        assertSays(fails(b.build(), SAMPLE), "M29", "expects size 8 on axis 2", "got 3");
    }

    @Test
    void theFileIsCheckedBeforeEachSession() {
        AtomicInteger checks = new AtomicInteger();
        Graph graph = net(Value::relu);
        OpenOptions options = new OpenOptions(Device.CPU).withCheck(() -> {
            if (checks.incrementAndGet() == 2) throw new Problem("M34", "changed");
        });
        try (OrtModel model = OrtModel.open(graph, Nets.card(graph, "bcyx"), options)) {
            model.run(SAMPLE, List.of("y"));
            model.run(SAMPLE, List.of("y"));
            assertEquals(1, checks.get());
            assertEquals("M34", assertThrows(Problem.class, () -> model.run(SAMPLE, List.of("x"))).code());
        }
    }

    @Test
    void memoryIsRecognisedByItsText() {
        for (String text : List.of("bad allocation", "std::bad_alloc", "Failed to allocate memory for requested buffer of size 3",
                "CUDA failure 2: out of memory ; GPU=0", "CUBLAS failure 3: CUBLAS_STATUS_ALLOC_FAILED"))
            assertTrue(OrtErrors.isMemory(new OrtException(text)), text);
        assertFalse(OrtErrors.isMemory(new OrtException("Invalid rank for input")));
        assertSays(OrtErrors.memory("m.onnx", "CUDA:0", new OrtException("x")), "E06", "m.onnx", "CUDA:0", "device=cpu");
    }
}
