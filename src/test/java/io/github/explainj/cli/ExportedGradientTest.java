// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.explainj.Deviation;
import io.github.explainj.ReferenceCase;
import io.github.explainj.Shared;
import io.github.explainj.tensor.Tensor;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exported gradient runs by itself in a plain session, with nothing of ours around it. */
class ExportedGradientTest {

    @TempDir
    private Path folder;

    @Test
    void theGradientOfAResNetIsPytorchs() throws OrtException {
        ReferenceCase c = ReferenceCase.of(Shared.folder("cases/resnet18_bn_dyn_op13"));
        Path graph = export(c, "--target", "class:3");
        Map<String, Tensor> found = run(graph, Map.of("input", c.read("input.npy")));
        assertEquals(c.read("output.npy").data()[3], found.get("score").data()[0], 1e-4);
        assertClose(c.read("grad_input.npy"), found.get("grad_input"));
    }

    @Test
    void weightsChooseAClassForEverySampleOfABatch() throws OrtException {
        ReferenceCase c = ReferenceCase.of(Shared.folder("cases/resnet18_bn_dyn_op13"));
        Tensor weights = Tensor.zeros(3, 10);
        int[] classes = {3, 7, 5};
        for (int i = 0; i < 3; i++) weights.data()[i * 10 + classes[i]] = 1;
        Map<String, Tensor> found = run(export(c), Map.of("input", c.read("batch_input.npy"), "weights", weights));
        assertClose(c.read("batch_grad_input.npy"), found.get("grad_input"));
    }

    @Test
    void innerTensorsMayBeAskedFor() throws OrtException {
        ReferenceCase c = ReferenceCase.of(Shared.folder("cases/resnet18_op11"));
        String layer = (String) ((Map<?, ?>) ((java.util.List<?>) c.facts().get("layers")).get(0)).get("tensor");
        Map<String, Tensor> found = run(export(c, "--target", "class:" + explained(c), "--wrt", layer), Map.of("input", c.read("input.npy")));
        assertClose(c.read("grad_act_0.npy"), found.get("grad_" + layer));
    }

    /** Returns the class that the reference explains. */
    private static int explained(ReferenceCase c) {
        return ((Number) ((java.util.List<?>) ((Map<?, ?>) c.facts().get("target")).get("index")).get(1)).intValue();
    }

    @Test
    void aGradientGraphFromAFileTakesThePlaceOfOurs() throws java.io.IOException {
        ReferenceCase c = ReferenceCase.of(Shared.folder("cases/resnet18_op11"));
        Path graph = export(c);
        StringWriter said = new StringWriter();
        String[] line = {"explain", "--model", c.folder().resolve("model.onnx").toString(), "--device", "cpu", "--gradient", graph.toString(),
            "--tensor", c.path("input.npy").toString(), "--target", "class:" + explained(c), "--method", "saliency", "--out", folder.toString()};
        assertEquals(0, Main.run(line, new PrintWriter(said), new PrintWriter(said)), said.toString());
        assertClose(c.read("grad_input.npy"), io.github.explainj.tensor.Npy.read(folder.resolve("saliency.npy")));
        assertTrue(java.nio.file.Files.readString(folder.resolve("result.json")).contains("\"gradient_file\": \"gradient.onnx\""));
    }

    @Test
    void aForeignGradientMakesNoSenseWhereOursIsAskedFor() {
        StringWriter said = new StringWriter();
        String[] line = {"gradient", "test-models/puncta.onnx", "--gradient", "theirs.onnx", "-o", folder.resolve("g.onnx").toString()};
        assertEquals(2, Main.run(line, new PrintWriter(said), new PrintWriter(said)));
        assertTrue(said.toString().contains("--gradient theirs.onnx") && said.toString().contains("[A07]"), said.toString());
    }

    private static void assertClose(Tensor reference, Tensor ours) {
        assertArrayEquals(reference.shape(), ours.shape());
        double d = Deviation.of(ours, reference);
        assertTrue(d <= 1e-3, "deviates by " + d);
    }

    private Path export(ReferenceCase c, String... more) {
        Path out = folder.resolve("gradient.onnx");
        String[] args = {"gradient", c.folder().resolve("model.onnx").toString(), "--device", "cpu", "-o", out.toString()};
        String[] all = Arrays.copyOf(args, args.length + more.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        StringWriter said = new StringWriter();
        assertEquals(0, Main.run(all, new PrintWriter(said), new PrintWriter(said)), said.toString());
        return out;
    }

    private static Map<String, Tensor> run(Path graph, Map<String, Tensor> feeds) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        Map<String, OnnxTensor> fed = new HashMap<>();
        Map<String, Tensor> found = new HashMap<>();
        try (OrtSession session = environment.createSession(graph.toString())) {
            for (Map.Entry<String, Tensor> e : feeds.entrySet())
                fed.put(e.getKey(), OnnxTensor.createTensor(environment, FloatBuffer.wrap(e.getValue().data()),
                        Arrays.stream(e.getValue().shape()).asLongStream().toArray()));
            try (OrtSession.Result result = session.run(fed)) {
                result.forEach(e -> found.put(e.getKey(), tensor((OnnxTensor) e.getValue())));
            }
        } finally {
            fed.values().forEach(OnnxTensor::close);
        }
        return found;
    }

    private static Tensor tensor(OnnxTensor t) {
        float[] data = new float[(int) t.getInfo().getNumElements()];
        t.getFloatBuffer().get(data);
        return new Tensor(data, Arrays.stream(t.getInfo().getShape()).mapToInt(d -> (int) d).toArray());
    }
}
