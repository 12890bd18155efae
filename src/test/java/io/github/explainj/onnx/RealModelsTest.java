// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
