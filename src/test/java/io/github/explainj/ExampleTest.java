// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.explain.Occlusion;
import io.github.explainj.imagej.ImageFiles;
import io.github.explainj.input.ImageData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The README's Java example: it compiles, runs, and stands there as it stands here. */
class ExampleTest {

    private static void example() {
        // begin
        try (Explain explain = Explain.open(Path.of("test-models/puncta.onnx"), new Options())) {
            ImageData cells = ImageFiles.image(Path.of("test-models/puncta_sample.tif"), false);
            Prepared image = explain.prepare(cells, new Framing());
            for (Result result : explain.explain(image, new Request(new Occlusion())))
                System.out.println(result.targets() + " " + Report.facts(result, 0));
        }
        // end
    }

    @Test
    void theReadmesExampleRuns() throws IOException {
        example();
        String source = Files.readString(Path.of("src/test/java/io/github/explainj/ExampleTest.java"));
        List<String> lines = source.substring(source.indexOf("// begin\n") + 9, source.indexOf("        // end")).lines().toList();
        String shown = String.join("\n", lines.stream().map(l -> l.substring(8)).toList());
        assertTrue(Files.readString(Path.of("README.md")).contains("```java\n" + shown + "\n```"), shown);
        assertEquals(6, lines.size());
    }
}
