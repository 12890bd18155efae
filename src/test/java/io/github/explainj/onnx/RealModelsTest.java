// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import io.github.explainj.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Opens every model there is: nothing that ONNX Runtime runs may be refused. */
class RealModelsTest {

    @Test
    void everyRealModelOpens() throws IOException {
        List<String> refused = new ArrayList<>();
        List<String> outside = new ArrayList<>();
        List<Path> models = models();
        for (Path model : models) {
            try {
                ModelFile file = ModelFile.open(model);
                assertEquals(64, file.sha256().length());
                assertTrue(!file.graph().outputs().isEmpty());
            } catch (Problem e) {
                boolean below7 = e.code().equals("M09") && e.getMessage().contains("reads opset 7 to");
                boolean noArray = e.code().equals("M32") && e.getMessage().contains("a list or a table");
                (below7 || noArray ? outside : refused).add(model.getParent().getFileName() + ": " + e.getMessage());
            }
        }
        System.out.println(models.size() + " models, " + outside.size()
                + " older than opset 7 or fed with no array");
        assertEquals(List.of(), refused);
        assertTrue(outside.size() <= models.size() / 20, () -> String.join("\n", outside));
    }

    @Test
    void everyRealModelTellsItsShapesAndFields() throws IOException, OrtException {
        int local = 0;
        for (Path path : models()) {
            if (path.toString().contains("opgr")) continue;
            Graph graph = ModelFile.open(path).graph();
            ReceptiveField field = ReceptiveField.of(graph, Sessions.shapes(graph), graph.inputs().get(0).name());
            Port output = graph.outputs().get(0);
            if (output.rank() == 4 && field.isFullyConvolutional(output.name(), 2, 3)) local++;
            String name = path.getParent().getFileName().toString();
            if (name.equals("resnet18_op11"))
                // Araujo et al. 2019, "Computing receptive fields of convolutional neural networks"
                assertEquals(new ReceptiveField.Axis(435, 32, 0), field.axes("/layer4/layer4.1/relu_1/Relu_output_0").get(2));
            if (name.equals("unet2d_nuclei_broad")) assertEquals(58, field.radius(output.name(), 2));
        }
        System.out.println(local + " models are fully convolutional");
        assertTrue(local >= 5);
    }

    private static List<Path> models() throws IOException {
        Path shared = Path.of("../shared");
        if (!Files.isDirectory(shared)) {
            assertTrue(!"true".equals(System.getenv("CI")), "../shared is missing");
            System.out.println("skipped: ../shared is missing");
        }
        Assumptions.assumeTrue(Files.isDirectory(shared));
        try (Stream<Path> all = Files.walk(shared, java.nio.file.FileVisitOption.FOLLOW_LINKS)) {
            return all.filter(p -> p.toString().endsWith(".onnx")).sorted().toList();
        }
    }
}
