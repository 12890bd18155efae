// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.OrtException;
import io.github.explainj.Deviation;
import io.github.explainj.Shared;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Npy;
import io.github.explainj.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every operator case of the reference material: ONNX's node tests and combinations of attributes, with
 * gradients by PyTorch in double. {@code -Dexplainj.operators=resize} runs those whose name holds it.
 */
class OperatorSweepTest {

    private static final double TOLERANCE = 1e-3;

    @ParameterizedTest
    @ValueSource(strings = {"opgrad", "opgrid"})
    void gradientsAgreeWithTheReferences(String kind) throws IOException {
        String part = System.getProperty("explainj.operators", "");
        List<String> failed = new ArrayList<>();
        int files = 0;
        int passed = 0;
        double worst = 0;
        for (Path folder : folders(Shared.folder("cases/" + kind))) {
            if (!folder.getFileName().toString().contains(part)) continue;
            files += references(folder);
            try {
                OperatorCase c = OperatorCase.read(folder);
                Map<String, Tensor> ours = c.derived();
                for (Map.Entry<String, Path> r : c.references().entrySet()) {
                    double d = Deviation.of(ours.get(r.getKey()), Npy.read(r.getValue()));
                    if (d <= TOLERANCE) {
                        passed++;
                        worst = Math.max(worst, d);
                    } else failed.add(folder.getFileName() + " " + r.getKey() + ": " + d);
                }
            } catch (OrtException | Problem | IllegalArgumentException | IllegalStateException e) {
                failed.add(folder.getFileName() + ": " + e.getMessage());
            }
        }
        System.out.println(kind + ": " + passed + " of " + files + " reference gradients agree, worst " + worst);
        failed.forEach(f -> System.out.println("  failed: " + f));
        assertEquals(List.of(), failed);
        assertEquals(files, passed, "reference files that were not compared");
    }

    private static int references(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return (int) files.filter(f -> f.getFileName().toString().startsWith("grad_")).count();
        }
    }

    private static List<Path> folders(Path of) throws IOException {
        try (Stream<Path> folders = Files.list(of)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        }
    }
}
