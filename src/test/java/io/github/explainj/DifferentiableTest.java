// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import io.github.explainj.explain.Finding;
import io.github.explainj.explain.Saliency;
import io.github.explainj.onnx.Attributes;
import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Value;
import io.github.explainj.probe.Device;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user learns about a model that runs but cannot be differentiated. */
class DifferentiableTest {

    @TempDir
    private Path folder;

    /** Det, the determinant of square images, has no rule. */
    private Explain open(String op) throws IOException {
        GraphBuilder b = new GraphBuilder();
        Value x = b.input("x", ElementType.FLOAT, 1, 2, 3, 3);
        Value y = op.equals("Det") ? b.op("Det", x) : x.relu().sum(false, 2, 3);
        b.output("y", b.op("Identity", Attributes.NONE, y));
        return Explain.open(Files.write(folder.resolve("net.onnx"), b.build().bytes()), new Options(Device.CPU, Map.of(), null));
    }

    private static Map<?, ?> output(Explain explain) {
        return (Map<?, ?>) ((List<?>) new ModelReport(explain).json().get("outputs")).get(0);
    }

    @Test
    void infoSaysBeforehandWhichNodePreventsIt() throws IOException {
        try (Explain explain = open("Det")) {
            assertEquals(false, output(explain).get("differentiable"));
            String node = String.valueOf(output(explain).get("no_gradient_through"));
            assertTrue(node.contains("Det \"explainj_Det_0\""), node);
        }
        try (Explain explain = open("Relu")) {
            assertEquals(true, output(explain).get("differentiable"));
        }
    }

    @Test
    void weightsOf16BitsAreDifferentiatedInFloatAndTheResultSaysSo() throws IOException {
        GraphBuilder b = new GraphBuilder();
        Value x = b.input("x", ElementType.FLOAT, 1, 1, 1, 2);
        b.initialiser("half", new Tensor(new float[2], 2));
        b.output("y", x.times(b.value("half").cast(ElementType.FLOAT)).sum(false, 2, 3));
        OnnxMl.ModelProto.Builder m = OnnxMl.ModelProto.parseFrom(b.build().bytes()).toBuilder();
        // 1.5 and -2 in IEEE half precision
        m.getGraphBuilder().getInitializerBuilderList().stream().filter(t -> t.getName().equals("half")).findFirst().orElseThrow()
                .setDataType(ElementType.FLOAT16.number()).setRawData(ByteString.copyFrom(new byte[] {0, 0x3e, 0, (byte) 0xc0}));
        Path file = Files.write(folder.resolve("half.onnx"), m.build().toByteArray());
        try (Explain explain = Explain.open(file, new Options(Device.CPU, Map.of(), null))) {
            Result result = explain.explain(explain.prepare("x", Map.of("", Tensor.full(1, 1, 1, 1, 2))), new Request(new Saliency())).get(0);
            assertArrayEquals(new float[] {1.5f, -2}, ((Finding.Attribution) result.findings().get(0)).map().data());
            assertTrue(String.valueOf(result.provenance().get("model_remarks")).contains("float32"), result.provenance().toString());
        }
    }

    @Test
    void theMessageNamesOperatorNodeAndTheMethodsThatStillWork() throws IOException {
        try (Explain explain = open("Det")) {
            Prepared input = explain.prepare("x", Map.of("", Tensor.full(1, 1, 2, 3, 3)));
            Problem p = assertThrows(Problem.class, () -> explain.explain(input, new Request(new Saliency())));
            assertEquals("M13", p.code());
            for (String part : List.of("\"Det\"", "\"explainj_Det_0\"", "occlusion", "rise", "region_occlusion"))
                assertTrue(p.getMessage().contains(part), p.getMessage());
            assertTrue(!p.getMessage().contains("saliency"), p.getMessage());
        }
    }
}
