// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OrtException;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Lift;
import io.github.explainj.onnx.ModelFile;
import io.github.explainj.onnx.Port;
import io.github.explainj.onnx.Value;
import io.github.explainj.runtime.Survey;
import io.github.explainj.tensor.Npy;
import io.github.explainj.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model of one operator with its inputs and reference gradients. The number that is differentiated is
 * {@code sum over float outputs of output * weight}.
 *
 * @param weights per output
 * @param references per tensor its gradient, computed by others
 */
record OperatorCase(Path folder, Graph graph, Map<String, Tensor> inputs, Map<String, Tensor> weights,
        Map<String, Path> references) {

    /** Reads a case of {@code opgrad} (ONNX's own node tests) or of {@code opgrid}. */
    static OperatorCase read(Path folder) throws IOException {
        JsonObject about = JsonParser.parseString(Files.readString(folder.resolve("case.json"))).getAsJsonObject();
        Graph graph = Lift.of(ModelFile.open(readable(folder.resolve("model.onnx"))).graph());
        OperatorCase c = new OperatorCase(folder, graph, new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
        if (about.has("grad_inputs")) c.nodeTest(about);
        else c.combination(about);
        return c;
    }

    /** Models stamped with an operator set before 7 hold operators that 7 has unchanged; only the stamp is refused. */
    private static Path readable(Path model) throws IOException {
        OnnxMl.ModelProto.Builder m = OnnxMl.ModelProto.parseFrom(Files.readAllBytes(model)).toBuilder();
        if (m.getOpsetImport(0).getVersion() >= 7) return model;
        m.setOpsetImport(0, m.getOpsetImport(0).toBuilder().setVersion(7));
        Path copy = Files.createTempFile("operator", ".onnx");
        copy.toFile().deleteOnExit();
        return Files.write(copy, m.build().toByteArray());
    }

    private void nodeTest(JsonObject about) throws IOException {
        List<Port> ports = graph.inputs();
        for (int i = 0; i < ports.size(); i++)
            inputs.put(ports.get(i).name(), proto(folder.resolve("test_data_set_0/input_" + i + ".pb")));
        List<String> names = new ArrayList<>();
        about.getAsJsonArray("inputs").forEach(e -> names.add(e.getAsString()));
        weights.put(graph.outputs().get(0).name(), Npy.read(folder.resolve("output_weight.npy")));
        for (JsonElement i : about.getAsJsonArray("grad_inputs"))
            references.put(names.get(i.getAsInt()), folder.resolve("grad_" + i.getAsInt() + ".npy"));
    }

    private void combination(JsonObject about) {
        for (Port p : graph.inputs()) inputs.put(p.name(), Npy.read(folder.resolve("in_" + p.name() + ".npy")));
        for (Port p : graph.outputs()) {
            Path weight = folder.resolve("weight_" + p.name() + ".npy");
            if (Files.exists(weight)) weights.put(p.name(), Npy.read(weight));
        }
        for (JsonElement name : about.getAsJsonArray("grad_of"))
            references.put(name.getAsString(), folder.resolve("grad_" + name.getAsString() + ".npy"));
    }

    private static Tensor proto(Path file) throws IOException {
        OnnxMl.TensorProto t = OnnxMl.TensorProto.parseFrom(Files.readAllBytes(file));
        int[] shape = t.getDimsList().stream().mapToInt(Long::intValue).toArray();
        Tensor out = Tensor.zeros(shape);
        ByteBuffer raw = t.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < out.size(); i++)
            out.data()[i] = switch (ElementType.of(t.getDataType())) {
                case FLOAT -> raw.hasRemaining() ? raw.getFloat() : t.getFloatData(i);
                case DOUBLE -> (float) (raw.hasRemaining() ? raw.getDouble() : t.getDoubleData(i));
                case INT64 -> raw.hasRemaining() ? raw.getLong() : t.getInt64Data(i);
                case INT32 -> raw.hasRemaining() ? raw.getInt() : t.getInt32Data(i);
                case BOOL, UINT8 -> raw.hasRemaining() ? raw.get() : t.getInt32Data(i);
                default -> throw new IOException(file + ": type " + t.getDataType());
            };
        return out;
    }

    /** Returns our gradients of all that have a reference. */
    Map<String, Tensor> derived() throws OrtException {
        GraphBuilder b = new GraphBuilder(graph);
        Map<String, Tensor> fed = new LinkedHashMap<>();
        Map<String, Tensor> fixed = new LinkedHashMap<>();
        for (Port p : graph.inputs()) feed(b, p, fed, fixed);
        Known shapes = Survey.of(b.build());
        fixed.putAll(shapes.values());
        List<Gradients.Seed> seeds = new ArrayList<>();
        weights.forEach((name, w) -> seeds.add(new Gradients.Seed(b.value(name), b.constant(w))));
        Gradients g = Gradients.append(b, new Known(shapes.shapes(), shapes.floats(), fixed), GradientRules.standard(), seeds,
                references.keySet());
        b.clearOutputs();
        references.keySet().forEach(r -> b.output("explainj_test_" + r, g.values().get(r)));
        Map<String, Tensor> found = new LinkedHashMap<>();
        try (Ran ran = new Ran(b.build())) {
            ran.run(fed).forEach((name, t) -> found.put(name.substring("explainj_test_".length()), t));
        }
        return found;
    }

    /** What is not differentiated becomes a constant, as axes and sizes are in real models. */
    private void feed(GraphBuilder b, Port port, Map<String, Tensor> fed, Map<String, Tensor> fixed) {
        Tensor given = inputs.get(port.name());
        Tensor t = port.rank() == 0 ? given.reshaped() : given;
        if (references.containsKey(port.name())) {
            fed.put(port.name(), t);
            return;
        }
        Value value = port.type().isFloating() ? b.constant(t) : whole(b, t).cast(port.type());
        b.feed(port.name(), value);
        fixed.put(value.name(), t);
    }

    private static Value whole(GraphBuilder b, Tensor t) {
        long[] values = new long[t.size()];
        for (int i = 0; i < values.length; i++) values[i] = (long) t.data()[i];
        return b.integers(values).reshape(Arrays.stream(t.shape()).asLongStream().toArray());
    }
}
