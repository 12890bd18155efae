// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.LinearNet;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelExportTest {

    private static final Tensor WEIGHTS = LinearNet.weights(1, 2, 40, 50);

    @TempDir
    private Path folder;

    /** Opens a model whose weights stay in its file. */
    private Graph opened() {
        Graph graph = ModelFile.open(LinearNet.write(folder.resolve("model.onnx"), WEIGHTS, 1, 2, 40, 50)).graph();
        assertTrue(graph.folder().isPresent());
        return graph;
    }

    @Test
    void theWeightsAreCopiedIntoTheFile() throws IOException {
        Path out = folder.resolve("elsewhere/copy.onnx");
        ModelExport.write(opened(), folder.resolve("model.onnx"), out);
        Files.delete(folder.resolve("model.onnx"));
        assertArrayEquals(WEIGHTS.data(), ModelFile.open(out).graph().constant("w").orElseThrow().data());
        assertFalse(Files.exists(folder.resolve("elsewhere/copy.onnx.data")));
    }

    @Test
    void whatIsTooLargeForOneFileLiesBesideIt() throws IOException {
        Path out = folder.resolve("elsewhere/copy.onnx");
        ModelExport.write(opened(), folder.resolve("model.onnx"), out, 1000);
        Files.delete(folder.resolve("model.onnx"));
        assertTrue(Files.size(out) < 2000);
        assertEquals(4L * WEIGHTS.size(), Files.size(folder.resolve("elsewhere/copy.onnx.data")));
        assertArrayEquals(WEIGHTS.data(), ModelFile.open(out).graph().constant("w").orElseThrow().data());
    }

    @Test
    void theModelItselfIsNeverOverwritten() throws IOException {
        Graph graph = opened();
        byte[] before = Files.readAllBytes(folder.resolve("model.onnx"));
        Problem p = assertThrows(Problem.class, () -> ModelExport.write(graph, folder.resolve("model.onnx"), folder.resolve("model.onnx")));
        assertEquals("A08", p.code());
        assertArrayEquals(before, Files.readAllBytes(folder.resolve("model.onnx")));
    }
}
