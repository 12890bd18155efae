// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every bad model gets one sentence with its code, the offending value and a way out. */
class BadModelsTest {

    @TempDir Path folder;

    @TestFactory
    Stream<DynamicTest> isRefusedInOneSentence() {
        return BadModels.all().map(bad -> DynamicTest.dynamicTest(bad.toString(), () -> refuse(bad)));
    }

    private void refuse(BadModels.Bad bad) throws IOException {
        Path file = Files.write(folder.resolve("mymodel.onnx"), bad.bytes());
        Problem problem = assertThrows(Problem.class, () -> ModelFile.open(file));
        String sentence = problem.getMessage();
        assertEquals(bad.code(), problem.code(), sentence);
        assertTrue(sentence.startsWith("mymodel.onnx "), sentence);
        assertTrue(sentence.endsWith("[" + bad.code() + "]"), sentence);
        bad.content().forEach(text -> assertTrue(sentence.contains(text), "no \"" + text + "\" in: " + sentence));
    }
}
