// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl;
import io.github.explainj.Explain;
import io.github.explainj.GradientRequest;
import io.github.explainj.ModelReport;
import io.github.explainj.Options;
import io.github.explainj.Prepared;
import io.github.explainj.Request;
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

/** An If on a size, as PyTorch writes a squeeze whose axis it does not know: then 3 x, else 5 x. */
class BranchesTest {

    @TempDir
    private Path folder;

    private Explain open(long axis, boolean onData) throws IOException {
        GraphBuilder b = new GraphBuilder();
        Value x = b.input("x", ElementType.FLOAT, -1, 1, -1, 4);
        Value size = onData ? x.sum(false, 0, 1, 2, 3).cast(ElementType.INT64).unsqueeze(0)
                : x.shape().gather(b.integers(axis), 0);
        b.op("Identity", Attributes.NONE, size.equal(b.integers(6)).squeeze(0));
        Value condition = b.build().nodes().stream().filter(n -> n.op().equals("Identity")).map(n -> b.value(n.outputs().get(0)))
                .reduce((first, last) -> last).orElseThrow();
        b.output("y", x.relu().sum(false, 2, 3));
        OnnxMl.ModelProto.Builder m = OnnxMl.ModelProto.parseFrom(b.build().bytes()).toBuilder();
        m.getGraphBuilder().clearOutput().addOutput(OnnxMl.ValueInfoProto.newBuilder().setName("scores"));
        m.getGraphBuilder().addNode(OnnxMl.NodeProto.newBuilder().setOpType("If").setName("choice").addInput(condition.name()).addOutput("scores")
                .addAttribute(branch("then_branch", 3)).addAttribute(branch("else_branch", 5)));
        return Explain.open(Files.write(folder.resolve("net.onnx"), m.build().toByteArray()), new Options(Device.CPU, Map.of("axes", "bcyx"), null));
    }

    private static OnnxMl.AttributeProto branch(String name, float factor) {
        OnnxMl.TensorProto number = OnnxMl.TensorProto.newBuilder().setName(name + "_factor").setDataType(1).addFloatData(factor).build();
        return OnnxMl.AttributeProto.newBuilder().setName(name).setType(OnnxMl.AttributeProto.AttributeType.GRAPH)
                .setG(OnnxMl.GraphProto.newBuilder().setName(name).addInitializer(number)
                        .addNode(OnnxMl.NodeProto.newBuilder().setOpType("Mul").addInput("y").addInput(name + "_factor").addOutput(name + "_out"))
                        .addOutput(OnnxMl.ValueInfoProto.newBuilder().setName(name + "_out")))
                .build();
    }

    private static float[] gradient(Explain explain, int height) {
        Prepared input = explain.prepare("x", Map.of("", Tensor.full(1, 1, 1, height, 4)));
        return ((Finding.Attribution) explain.explain(input, new Request(new Saliency())).get(0).findings().get(0)).map().data();
    }

    @Test
    void theSizeOfTheImageChoosesTheBranch() throws IOException {
        try (Explain explain = open(2, false)) {
            assertEquals(3, gradient(explain, 6)[0]);
            assertEquals(5, gradient(explain, 7)[0]);
            Map<?, ?> output = (Map<?, ?>) ((List<?>) new ModelReport(explain).json().get("outputs")).get(0);
            assertEquals(true, output.get("differentiable"));
            Path out = folder.resolve("gradient.onnx");
            Problem none = assertThrows(Problem.class,
                    () -> explain.exportGradient(new GradientRequest("", List.of(), List.of(6, 0)), out));
            assertTrue(none.code().equals("A06") && none.getMessage().contains("[6, 0]"), none.getMessage());
            assertEquals(List.of("a", "b"), new GradientRequest("", List.of("a", "b", "a"), List.of()).wrt());
            explain.exportGradient(new GradientRequest("", List.of(), List.of(6, 4)), out);
            assertTrue(Files.size(out) > 0);
        }
    }

    @Test
    void aConditionOnTheDataIsNamed() throws IOException {
        try (Explain explain = open(2, true)) {
            Problem p = assertThrows(Problem.class, () -> gradient(explain, 6));
            assertEquals("M13", p.code());
            assertTrue(p.getMessage().contains("\"choice\""), p.getMessage());
        }
    }
}
