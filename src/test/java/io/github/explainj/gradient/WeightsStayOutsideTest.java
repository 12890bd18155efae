// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.onnx.Attributes;
import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Lift;
import io.github.explainj.onnx.ModelFile;
import io.github.explainj.onnx.Value;
import io.github.explainj.runtime.Survey;
import io.github.explainj.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gradient is derived from shapes: no rule looks at trained weights. */
class WeightsStayOutsideTest {

    @TempDir
    private Path folder;

    @Test
    void theGradientIsDerivedWhenTheFileWithTheWeightsIsGone() throws IOException {
        Path file = folder.resolve("net.onnx");
        Files.write(file, net().bytes());
        Graph graph = Lift.of(ModelFile.open(file).graph());
        Known known = Survey.of(graph);
        Files.delete(file);
        GraphBuilder b = new GraphBuilder(graph);
        Value seed = b.input("seed", ElementType.FLOAT, -1, 10);
        Gradients g = Gradients.append(b, known, GradientRules.standard(), List.of(new Gradients.Seed(b.value("y"), seed)),
                List.of("x"));
        b.output("gradient", g.values().get("x"));
        assertTrue(b.build().bytes().length < 50_000, "the graph carries weights");
    }

    /** Every operator with trained weights, above the size that stays in the file. */
    private static Graph net() {
        GraphBuilder b = new GraphBuilder();
        Value x = b.input("x", ElementType.FLOAT, -1, 16, 8, 8);
        Attributes window = Attributes.NONE.with("kernel_shape", 3, 3).with("pads", 1, 1, 1, 1);
        x = b.op("Conv", window, x, weight(b, "c1", 32, 16, 3, 3), weight(b, "c2", 32)).relu();
        x = b.op("Conv", window.with("strides", 2, 2).with("group", 2), x, weight(b, "c3", 32, 16, 3, 3));
        x = b.op("BatchNormalization", x, weight(b, "n1", 32), weight(b, "n2", 32), weight(b, "n3", 32), weight(b, "n4", 32));
        x = b.op("PRelu", x, weight(b, "p", 32, 4, 4));
        x = b.op("ConvTranspose", window, x, weight(b, "t", 32, 32, 3, 3)).flatten();
        x = b.op("Gemm", Attributes.NONE.with("transB", 1), x, weight(b, "g1", 600, 512), weight(b, "g2", 600));
        x = x.matMul(weight(b, "m", 600, 600)).plus(weight(b, "a", 600));
        b.output("y", b.op("Einsum", Attributes.NONE.with("equation", "ni,oi->no"), x, weight(b, "e", 10, 600)));
        return b.build();
    }

    private static Value weight(GraphBuilder b, String name, int... shape) {
        return b.initialiser(name, Tensor.full(0.1f, shape));
    }
}
