// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.github.explainj.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights in other files are found where they are allowed to be, and refused elsewhere. */
class ExternalDataTest {

    @TempDir Path top;
    private Path folder;

    @BeforeEach
    void writeWeights() throws IOException {
        folder = Files.createDirectories(top.resolve("model"));
        ByteBuffer b = ByteBuffer.allocate(48).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 12; i++) b.putFloat(i);
        Files.write(folder.resolve("w.bin"), b.array());
        Files.write(top.resolve("secret.bin"), b.array());
    }

    private ModelFile open(ModelProto.Builder model) throws IOException {
        return ModelFile.open(Files.write(folder.resolve("m.onnx"), model.build().toByteArray()));
    }

    private void refused(String code, ModelProto.Builder model, String... content) {
        Problem problem = assertThrows(Problem.class, () -> open(model));
        assertEquals(code, problem.code(), problem.getMessage());
        for (String text : content) assertTrue(problem.getMessage().contains(text), text + " in " + problem.getMessage());
    }

    @Test
    void weightsNextToTheModelAreRead() throws IOException {
        for (String location : List.of("w.bin", "./w.bin", "sub/../w.bin", ".\\w.bin")) weightsAreRead(location);
    }

    private void weightsAreRead(String location) throws IOException {
        Graph graph = open(Protos.outside("location", location, "offset", "8", "length", "36")).graph();
        assertArrayEquals(new float[] {2, 3, 4, 5, 6, 7, 8, 9, 10}, graph.constant("w").orElseThrow().data());
        assertEquals(folder.toRealPath(), graph.folder().orElseThrow());
        assertEquals("[key: \"location\"\nvalue: \"w.bin\"\n, key: \"offset\"\nvalue: \"8\"\n, key: \"length\"\nvalue: \"36\"\n]",
                graph.proto().getGraph().getInitializer(0).getExternalDataList().toString());
    }

    @Test
    void nothingOutsideTheFolderIsRead() {
        for (String location : List.of("../secret.bin", "a/../../secret.bin", "..\\secret.bin"))
            refused("P01", Protos.outside("location", location), location, "outside its folder", "refused for safety");
    }

    @Test
    void absolutePathsAreRefused() {
        for (String location : List.of("/etc/passwd", "C:\\w.bin", "c:/w.bin", "\\\\server\\share\\w.bin", "//server/w.bin"))
            refused("P02", Protos.outside("location", location), location, "outside its folder", "refused for safety");
    }

    @Test
    void linksAreRefused() throws IOException {
        Files.createSymbolicLink(folder.resolve("link.bin"), top.resolve("secret.bin"));
        Files.createSymbolicLink(folder.resolve("linked"), top);
        refused("P03", Protos.outside("location", "link.bin"), "\"link.bin\" is a link", "refused");
        refused("P03", Protos.outside("location", "linked/secret.bin"), "\"linked\" is a link", "refused");
    }

    @Test
    void hardLinksAreRefused() throws IOException {
        Files.createLink(folder.resolve("hard.bin"), top.resolve("secret.bin"));
        refused("P04", Protos.outside("location", "hard.bin"), "hard.bin", "more than one hard link (2)", "Copy the file");
    }

    @Test
    void internalMarkersAreRefusedEverywhere() {
        String marker = "*/_ORT_MEM_ADDR_/*";
        String[] content = {marker, "malicious or broken"};
        refused("P05", Protos.outside("location", marker), content);
        var hidden = Protos.external("h", "location", marker, "offset", "140000000000");
        var constant = Protos.node("Constant", "c", List.of(), "z").addAttribute(Protos.tensor("value", hidden));
        refused("P05", Protos.model(constant), content);
        refused("P05", Protos.model(BadModels.branch("if", constant)), content);
        ModelProto.Builder native_ = Protos.good();
        native_.getGraphBuilder().getInitializerBuilder(0).addExternalData(hidden.getExternalData(0));
        refused("P05", native_, content);
        ModelProto.Builder function = Protos.good();
        function.addFunctionsBuilder().setName("F").setDomain("local").addOutput("z").addNode(constant);
        refused("P05", function, content);
        ModelProto.Builder sparse = Protos.good();
        sparse.getGraphBuilder().addSparseInitializerBuilder().addDims(9).setValues(hidden)
                .setIndices(Protos.integers("", 0));
        refused("P05", sparse, content);
    }

    @Test
    void keysAreChecked() {
        refused("P06", Protos.outside("location", "w.bin", "location", "w.bin"), "\"location\"", "twice");
        refused("P06", Protos.outside("location", "w.bin", "colour", "1"), "\"colour\"", "Allowed");
        refused("P06", Protos.outside("location", "w.bin", "__class__", "1"), "\"__class__\"");
        refused("P06", Protos.outside("offset", "0"), "without the key \"location\"");
    }

    @Test
    void numbersAreChecked() {
        String[][] wrong = {{"-8", "36"}, {"0", "9223372036854775807"}, {"9223372036854775807", "36"}, {"16", "36"},
            {"0", "32"}};
        for (String[] numbers : wrong)
            refused("P07", Protos.outside("location", "w.bin", "offset", numbers[0], "length", numbers[1]), "\"w\"",
                    numbers[0], numbers[1], "48 bytes");
        refused("P07", Protos.outside("location", "w.bin", "offset", "eight"), "eight", "\"w\"");
    }

    @Test
    void theFileHasToBeAFile() throws IOException {
        Files.createDirectory(folder.resolve("folder"));
        Files.write(folder.resolve("empty.bin"), new byte[0]);
        refused("P08", Protos.outside("location", "gone.bin"), "\"gone.bin\"", "is missing", "next to the model");
        refused("P08", Protos.outside("location", "folder"), "\"folder\"", "is a folder");
        refused("P08", Protos.outside("location", "empty.bin"), "\"empty.bin\"", "is empty");
        refused("P08", Protos.outside("location", "a\0b"), "no possible file name");
    }

    @Test
    void aChangedWeightFileIsNoticed() throws IOException {
        ModelFile file = open(Protos.outside("location", "w.bin"));
        file.requireUnchanged();
        Files.write(folder.resolve("w.bin"), new byte[50]);
        Problem problem = assertThrows(Problem.class, file::requireUnchanged);
        assertEquals("w.bin has changed on disk since it was checked. Open the model again. [M34]", problem.getMessage());
    }
}
