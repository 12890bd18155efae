// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.Explain;
import io.github.explainj.ImageSet;
import io.github.explainj.LookRequest;
import io.github.explainj.Options;
import io.github.explainj.Result;
import io.github.explainj.explain.Finding;
import io.github.explainj.feature.View;
import io.github.explainj.probe.Device;
import io.github.explainj.registry.Registry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Maps of the test models' held-out images: where a model tells classes apart, the map does. */
class FeatureSpaceEvidenceTest {

    @TempDir
    Path folder;

    @Test
    void tsneSeparatesTheClassesOfPuncta() {
        separates("puncta", LabelledImages.puncta());
    }

    @Test
    void tsneSeparatesTheClassesOfChannels() throws IOException {
        separates("channels", LabelledImages.channels());
    }

    private void separates(String model, ImageSet images) {
        Finding.Points map = look(model, images, Map.of("method", "tsne"));
        double space = (double) map.facts().get("purity_space");
        double plane = (double) map.facts().get("purity_map");
        System.out.println(model + ": purity in feature space " + space + ", on the map " + plane + ", by chance "
                + map.facts().get("purity_chance") + ", trustworthiness " + map.facts().get("trustworthiness"));
        assertTrue((double) map.facts().get("purity_chance") < 0.6, "one class has nearly all");
        assertTrue(space >= 0.95, model + " in feature space: " + space);
        assertTrue(plane >= 0.9, model + " on the map: " + plane);
        Map<String, String> again = Map.of("method", "tsne", "iterations", "50");
        Finding.Points first = look(model, ImageSet.NONE, again);
        assertEquals(first.positions(), look(model, ImageSet.NONE, again).positions());
        Map<String, String> other = new HashMap<>(again);
        other.put("seed", "1");
        assertNotEquals(first.positions(), look(model, ImageSet.NONE, other).positions());
    }

    private Finding.Points look(String model, ImageSet images, Map<String, String> parameters) {
        Map<String, String> all = new HashMap<>(parameters);
        all.put("index", folder.resolve(model).toString());
        View view = Registry.of(View.class).create("feature_space", all);
        try (Explain explain = Explain.open(TestImages.MODELS.resolve(model + ".onnx"), new Options(Device.CPU, Map.of(), null))) {
            List<Result> results = explain.look(Optional.empty(), new LookRequest(view, images));
            return (Finding.Points) results.get(0).findings().get(0);
        }
    }
}
