// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.explainj.problem.Problem;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is unusual but valid opens; large weights stay in the file; changes are noticed. */
class ModelFileTest {

    @TempDir Path folder;

    private ModelFile open(ModelProto.Builder model) throws IOException {
        return ModelFile.open(Files.write(folder.resolve("m.onnx"), model.build().toByteArray()));
    }

    @Test
    void versionsUpToTheLimitsOpenAndRun() throws IOException, OrtException {
        ModelProto.Builder newest = Protos.good().setIrVersion(Limits.MAX_IR).clearOpsetImport()
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(Limits.MAX_OPSET));
        assertEquals(9, run(open(newest).graph())[0]);
        ModelProto.Builder later = newest.clone().setIrVersion(Limits.MAX_IR + 1);
        assertThrows(OrtException.class, () -> run(new Graph(later.build(), null)));
    }

    /** Runs the 8 x 8 image of ones. */
    private static float[] run(Graph graph) throws OrtException {
        OrtEnvironment env = OrtEnvironment.getEnvironment();
        float[] ones = new float[64];
        Arrays.fill(ones, 1);
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            if (graph.folder().isPresent())
                options.addConfigEntry("session.model_external_initializers_file_folder_path",
                        graph.folder().get().toString());
            try (OrtSession session = env.createSession(graph.bytes(), options);
                    OnnxTensor x = OnnxTensor.createTensor(env, java.nio.FloatBuffer.wrap(ones), new long[] {1, 1, 8, 8});
                    OrtSession.Result result = session.run(Map.of("x", x))) {
                return ((OnnxTensor) result.get(0)).getFloatBuffer().array();
            }
        }
    }

    @Test
    void weightsThatAreInputsTooAreWeights() throws IOException, OrtException {
        ModelProto.Builder old = Protos.good().setIrVersion(3);
        old.getGraphBuilder().addInput(Protos.value("w", 1, 1, 1, 3, 3));
        Graph graph = open(old).graph();
        assertEquals(List.of("x"), graph.inputs().stream().map(Port::name).toList());
        assertEquals(9, run(graph)[0]);
    }

    @Test
    void nodesAreSortedAndSharedNodeNamesAreMended() throws IOException, OrtException {
        ModelProto.Builder m = Protos.model(Protos.node("Relu", "same", List.of("a:0/b+c"), "y"),
                Protos.node("Neg", "same", List.of("x"), "t"), Protos.node("Neg", "n", List.of("t"), "a:0/b+c"));
        m.getGraphBuilder().getOutputBuilder(0).setName("y");
        Graph graph = open(m).graph();
        assertEquals(List.of("t", "a:0/b+c", "y"), graph.tensors());
        assertEquals(1, run(graph)[0]);
    }

    @Test
    void allowedNestingIsAllowed() throws IOException {
        assertEquals(1, open(BadModels.nested(20)).graph().nodes().size());
        assertEquals(1, open(BadModels.nested(32)).graph().nodes().size());
    }

    @Test
    void loopsThatCanEndAreAllowed() throws IOException {
        assertEquals(1, open(BadModels.loop(1_000_000)).graph().nodes().size());
        ModelProto.Builder loop = BadModels.loop(Long.MAX_VALUE);
        GraphProto.Builder body = loop.getGraphBuilder().getNodeBuilder(0).getAttributeBuilder(0).getGBuilder();
        body.getNodeBuilder(0).setOpType("Not");
        assertEquals(1, open(loop).graph().nodes().size());
    }

    @Test
    void arraysThatFitIntoMemoryAreAllowed() throws IOException {
        assertEquals(1, open(BadModels.constantOfShape(75, 1000, 1000)).graph().nodes().size());
    }

    @Test
    void countingAMillionNodesNeedsNoMemory() throws IOException {
        Path file = Files.write(folder.resolve("many.onnx"), WireBytes.emptyNodes(1_000_000));
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        assertThrows(Problem.class, () -> ModelFile.open(file));
        long before = threads.getCurrentThreadAllocatedBytes();
        Problem problem = assertThrows(Problem.class, () -> ModelFile.open(file));
        long used = threads.getCurrentThreadAllocatedBytes() - before;
        assertEquals("M27", problem.code());
        assertTrue(used < 40_000_000, "allocated " + used + " bytes");
    }

    @Test
    void badWeightsAreWarnedOf() throws IOException {
        ModelProto.Builder zero = Protos.good();
        TensorProto.Builder w = zero.getGraphBuilder().getInitializerBuilder(0).clearRawData();
        for (int i = 0; i < 9; i++) w.addFloatData(0);
        assertEquals(List.of("The weights \"w\" hold only zeros (9): explanations of this model will be meaningless."
                + " Export the trained model again. [M31]"), open(zero).warnings());
        w.setFloatData(3, Float.NaN).setFloatData(4, Float.NaN);
        assertTrue(open(zero).warnings().get(0).contains("\"w\" hold 2 values that are not a number"));
        assertEquals(List.of(), open(Protos.good()).warnings());
    }

    @Test
    void largeWeightsStayInTheFile() throws IOException, OrtException {
        ModelProto.Builder m = Protos.good();
        byte[] large = new byte[4 * 600 * 600];
        large[2] = (byte) 0x80;
        large[3] = 0x3f;
        m.getGraphBuilder().addInitializer(0, Protos.floats("big", 600, 600)
                .setRawData(com.google.protobuf.ByteString.copyFrom(large)));
        Graph graph = open(m).graph();
        assertTrue(graph.bytes().length < 2000, graph.bytes().length + " bytes");
        assertEquals(folder.toRealPath(), graph.folder().orElseThrow());
        float[] big = graph.constant("big").orElseThrow().data();
        assertArrayEquals(new float[] {1, 0}, Arrays.copyOf(big, 2));
        assertArrayEquals(new float[] {1, 1, 1, 1, 1, 1, 1, 1, 1}, graph.constant("w").orElseThrow().data());
        GraphBuilder b = new GraphBuilder(graph);
        b.clearOutputs();
        b.output(b.value("y").plus(b.value("big").sum(true, 0, 1)));
        assertEquals(10, run(b.build())[0], "9 from the convolution, 1 from the weight in the file");
    }

    @Test
    void aFileOfMoreThan2GibIsRefused() throws IOException {
        Path file = folder.resolve("huge.onnx");
        try (RandomAccessFile f = new RandomAccessFile(file.toFile(), "rw")) {
            f.write(8);
            f.setLength(1L << 31);
        }
        Problem problem = assertThrows(Problem.class, () -> ModelFile.open(file));
        assertTrue(problem.getMessage().contains("2,147,483,648 bytes"), problem.getMessage());
        assertEquals("M34", problem.code());
    }

    @Test
    void aChangedFileIsNoticed() throws IOException {
        ModelFile file = open(Protos.good());
        Files.setLastModifiedTime(file.path(), FileTime.fromMillis(1_000_000));
        file.requireUnchanged();
        Files.write(file.path(), Protos.good().setProducerName("other").build().toByteArray());
        Problem problem = assertThrows(Problem.class, file::requireUnchanged);
        assertEquals("m.onnx has changed on disk since it was checked. Open the model again. [M34]", problem.getMessage());
        Files.delete(file.path());
        assertEquals("M34", assertThrows(Problem.class, file::requireUnchanged).code());
    }

    @Test
    void choicesAreToldFromScores() throws IOException {
        ModelProto.Builder m = Protos.model(Protos.node("Softmax", "soft", List.of("x"), "scores"),
                Protos.node("ArgMax", "best", List.of("scores"), "index"),
                Protos.node("Cast", "cast", List.of("index"), "y").addAttribute(Protos.integer("to", 1)));
        Suitability suits = new Suitability(open(m).graph());
        Problem problem = assertThrows(Problem.class, () -> suits.requireScores("m.onnx", "y"));
        assertEquals("M33", problem.code());
        assertTrue(problem.getMessage().contains("\"y\", made by ArgMax \"best\"")
                && problem.getMessage().contains("choose the scores before it: \"scores\""), problem.getMessage());
        suits.requireScores("m.onnx", "scores");
    }

    @Test
    void anImageHasFourOrFiveAxes() throws IOException {
        ModelProto.Builder m = Protos.good();
        m.getGraphBuilder().addInput(Protos.value("flat", 1, 1, 10));
        Graph graph = open(m).graph();
        Suitability suits = new Suitability(graph);
        suits.requireImage("m.onnx", graph.inputs().get(0));
        Problem problem = assertThrows(Problem.class, () -> suits.requireImage("m.onnx", graph.inputs().get(1)));
        assertEquals("M29", problem.code());
        assertTrue(problem.getMessage().contains("\"flat\" of shape [1, 10] (2 axes)"), problem.getMessage());
        assertFalse(graph.hasShape("nothing"));
    }
}
