// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.Versions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** What is inside the jars that ship. */
class PluginJarIT {

    private static final Path PLUGIN = Jar.PROJECT.resolve("target/ExplainJ_-" + Versions.explainj() + ".jar");

    @Test
    void thePluginJarHasItsOwnProtobufAndNoOnnxRuntime() throws IOException {
        Set<String> names = names(PLUGIN);
        assertTrue(names.contains("plugins.config"));
        assertTrue(names.contains("META-INF/services/io.github.explainj.explain.Explainer"));
        assertTrue(names.contains("io/github/explainj/shaded/onnx/OnnxMl.class"));
        assertTrue(names.contains("io/github/explainj/shaded/protobuf/ByteString.class"));
        Map<String, Long> foreign = names.stream().filter(n -> n.endsWith(".class") && !n.startsWith("io/github/explainj/"))
                .collect(Collectors.groupingBy(n -> n.substring(0, n.lastIndexOf('/')), Collectors.counting()));
        assertEquals(Map.of(), foreign);
    }

    @Test
    void theDemosFilesAreInBothJars() throws IOException {
        for (Path jar : List.of(PLUGIN, Jar.CLI))
            assertTrue(names(jar).containsAll(List.of("test-models/puncta.onnx", "test-models/puncta.explainj.json",
                    "test-models/puncta_sample.tif")), jar.toString());
    }

    @Test
    void theCommandLineJarIsSelfContained() throws IOException {
        Set<String> names = names(Jar.CLI);
        for (String needed : List.of("ai/onnxruntime/OrtSession.class", "picocli/CommandLine.class", "com/google/gson/Gson.class",
                "ij/ImagePlus.class", "io/github/explainj/shaded/onnx/OnnxMl.class", "org/snakeyaml/engine/v2/api/Load.class",
                "org/ejml/data/DMatrixRMaj.class"))
            assertTrue(names.contains(needed), needed);
        assertFalse(names.contains("com/google/protobuf/ByteString.class"), "protobuf is relocated here too");
    }

    private static Set<String> names(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream().map(ZipEntry::getName).collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
