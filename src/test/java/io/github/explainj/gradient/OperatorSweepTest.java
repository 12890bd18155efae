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
import org.junit.jupiter.api.Test;

/**
 * Every operator case of the reference material: ONNX's node tests and combinations of attributes, with
 * gradients by PyTorch in double. {@code -Dexplainj.operators=resize} runs those whose name holds it.
 */
class OperatorSweepTest {

    private static final double TOLERANCE = 1e-3;

    @Test
    void nodeTestsOfOnnx() throws IOException {
        compare("opgrad");
    }

    @Test
    void combinationsOfAttributes() throws IOException {
        compare("opgrid");
    }

    private static void compare(String kind) throws IOException {
        String part = System.getProperty("explainj.operators", "");
        List<String> failed = new ArrayList<>();
        int files = 0;
        int passed = 0;
        int refused = 0;
        List<String> named = new ArrayList<>();
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
            } catch (Problem notArrays) {
                // a model that wants a list or a table is refused when it is opened, not differentiated
                if (notArrays.code().equals("M32")) refused += references(folder);
                (notArrays.code().equals("M32") ? named : failed).add(folder.getFileName() + ": " + notArrays.getMessage());
            } catch (OrtException | IllegalArgumentException | IllegalStateException e) {
                failed.add(folder.getFileName() + ": " + e.getMessage());
            }
        }
        System.out.println(kind + ": " + passed + " of " + files + " reference gradients agree, worst " + worst);
        named.forEach(f -> System.out.println("  refused: " + f));
        failed.forEach(f -> System.out.println("  failed: " + f));
        assertEquals(List.of(), failed);
        assertEquals(files, passed + refused, "reference files that were not compared");
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
