// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.Deviation;
import io.github.explainj.Shared;
import io.github.explainj.input.Axes;
import io.github.explainj.input.Cards;
import io.github.explainj.input.ModelCard;
import io.github.explainj.input.ModelSource;
import io.github.explainj.onnx.ModelFile;
import io.github.explainj.probe.Device;
import io.github.explainj.probe.Sample;
import io.github.explainj.registry.Json;
import io.github.explainj.tensor.Npy;
import io.github.explainj.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Outputs, inner tensors and shapes of every reference case. */
class ForwardSweepTest {

    private static final double TOLERANCE = 1e-4;

    private final List<String> failed = new ArrayList<>();
    private int compared;

    @Test
    void outputsInnerTensorsAndShapesAgreeWithTheReferences() throws IOException {
        List<Path> folders;
        try (Stream<Path> all = Files.list(Shared.folder("cases"))) {
            folders = all.filter(d -> Files.exists(d.resolve("model.onnx"))).sorted().toList();
        }
        for (Path folder : folders) compare(folder);
        System.out.println(folders.size() + " models, " + compared + " tensors compared, failed " + failed);
        assertTrue(compared >= 2 * folders.size(), compared + " tensors");
        assertEquals(List.of(), failed);
    }

    private void compare(Path folder) throws IOException {
        Path onnx = folder.resolve("model.onnx");
        ModelFile file = ModelFile.open(onnx);
        ModelCard card = Cards.of(file.graph(), ModelSource.open(onnx), Map.of());
        OpenOptions options = new OpenOptions(Device.CPU).withCheck(file::requireUnchanged);
        try (OrtModel model = OrtModel.open(file.graph(), card, options)) {
            Axes axes = card.inputs().get(0).axes();
            Sample input = Sample.of(axes.canonical(Npy.read(folder.resolve("reference/input.npy"))));
            Map<String, Path> references = references(folder);
            Map<String, Tensor> found = model.run(input, references.keySet());
            references.forEach((tensor, npy) -> check(folder, tensor, found.get(tensor), Npy.read(npy)));
            Map<String, List<Long>> shapes = model.shapes(input);
            found.forEach((tensor, t) -> assertEquals(Arrays.stream(t.shape()).asLongStream().boxed().toList(), shapes.get(tensor),
                    folder + " " + tensor));
        }
    }

    /** Returns the target's tensor and the inner ones that have a reference. */
    private static Map<String, Path> references(Path folder) throws IOException {
        Map<String, Object> facts = Json.readObject("case.json", Files.readString(folder.resolve("case.json")));
        Map<String, Path> found = new LinkedHashMap<>();
        List<?> layers = (List<?>) facts.getOrDefault("layers", List.of());
        for (int i = 0; i < layers.size(); i++) {
            Path npy = folder.resolve("reference/act_" + i + ".npy");
            if (Files.exists(npy)) found.put((String) ((Map<?, ?>) layers.get(i)).get("tensor"), npy);
        }
        found.put((String) ((Map<?, ?>) facts.get("target")).get("output"), folder.resolve("reference/output.npy"));
        return found;
    }

    private void check(Path folder, String tensor, Tensor ours, Tensor reference) {
        compared++;
        double deviation = Deviation.of(ours, reference);
        if (!(deviation <= TOLERANCE)) failed.add(folder.getFileName() + " " + tensor + " " + deviation);
    }
}
