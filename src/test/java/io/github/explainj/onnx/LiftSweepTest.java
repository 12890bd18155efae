// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OrtException;
import io.github.explainj.Deviation;
import io.github.explainj.Shared;
import io.github.explainj.tensor.Npy;
import io.github.explainj.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every reference model gives the same outputs before and after it is lifted, by name. */
class LiftSweepTest {

    private static final double TOLERANCE = 1e-5;

    private final List<String> failed = new ArrayList<>();
    private int compared;
    private int notArrays;

    @Test
    void everyModelGivesTheSameOutputs() throws IOException {
        List<Path> models;
        try (Stream<Path> all = Files.walk(Shared.folder("cases"))) {
            models = all.filter(p -> p.endsWith("model.onnx")).sorted().toList();
        }
        double worst = 0;
        for (Path model : models) worst = Math.max(worst, compare(model));
        System.out.printf("%d models, %d not fed with arrays, %d lifted and compared, largest deviation %.1e, failed %s%n",
                models.size(), notArrays, compared, worst, failed);
        assertTrue(models.size() > 400 && notArrays < models.size() / 100, models.size() + " models");
        assertEquals(models.size(), compared + notArrays, "models found and compared");
        assertEquals(List.of(), failed);
    }

    private double compare(Path model) throws IOException {
        String name = model.getParent().getFileName().toString();
        // some operator models are older than what may be opened
        Graph graph = new Graph(Tidy.of(OnnxMl.ModelProto.parseFrom(Files.readAllBytes(model))), model.getParent());
        double worst = 0;
        try {
            Graph lifted = Lift.of(graph);
            assertEquals(Math.max(Lift.OPSET, graph.opset()), lifted.opset(), name);
            Set<String> lost = new HashSet<>(graph.tensors());
            lost.removeAll(lifted.tensors());
            assertEquals(Set.of(), lost, name);
            if (!hasArrays(graph)) {
                notArrays++;
                return 0;
            }
            Map<String, Tensor> inputs = inputs(model.getParent(), graph);
            Map<String, Tensor> before = Runs.all(graph, inputs);
            Map<String, Tensor> after = Runs.all(lifted, inputs);
            for (String o : before.keySet()) worst = Math.max(worst, Deviation.of(after.get(o), before.get(o)));
            compared++;
            if (!(worst <= TOLERANCE)) failed.add(name + " " + worst);
        } catch (OrtException e) {
            failed.add(name + " " + e.getMessage());
        }
        return worst;
    }

    /** Lists and optional values are fed to no image model. */
    private static boolean hasArrays(Graph graph) {
        return graph.proto().getGraph().getInputList().stream().allMatch(i -> i.getType().hasTensorType());
    }

    private static Map<String, Tensor> inputs(Path folder, Graph graph) throws IOException {
        Map<String, Tensor> found = new HashMap<>();
        for (int i = 0; i < graph.inputs().size(); i++) {
            String name = graph.inputs().get(i).name();
            Path named = folder.resolve("in_" + name + ".npy");
            Path numbered = folder.resolve("test_data_set_0/input_" + i + ".pb");
            if (Files.exists(named)) found.put(name, Npy.read(named));
            else if (Files.exists(numbered))
                found.put(name, TensorData.floats(OnnxMl.TensorProto.parseFrom(Files.readAllBytes(numbered))).orElseThrow());
            else found.put(name, Npy.read(folder.resolve("reference/input.npy")));
        }
        return found;
    }
}
