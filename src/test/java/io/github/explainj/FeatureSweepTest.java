// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.explain.Finding;
import io.github.explainj.feature.FeatureMaps;
import io.github.explainj.registry.Registry;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Feature maps of every reference case against the stored activations. */
class FeatureSweepTest {

    private static final double TOLERANCE = 1e-4;

    private final List<String> failed = new ArrayList<>();
    private int compared;

    @Test
    void activationsAgreeWithTheReferences() {
        for (ReferenceCase c : ReferenceCase.all()) compare(c);
        System.out.println(compared + " activations compared, failed " + failed);
        assertTrue(compared >= 48, compared + " activations");
        assertEquals(List.of(), failed);
    }

    private void compare(ReferenceCase c) {
        List<?> layers = (List<?>) c.facts().getOrDefault("layers", List.of());
        try (Explain explain = c.open()) {
            for (int i = 0; i < layers.size(); i++) {
                if (!c.has("act_" + i + ".npy")) continue;
                String tensor = (String) ((Map<?, ?>) layers.get(i)).get("tensor");
                List<Result> results = explain.look(Optional.of(c.input(explain)),
                        new LookRequest(Registry.schemaOf(new FeatureMaps()).create(Map.of("layer", tensor))));
                Tensor found = ((Finding.Inner) results.get(0).findings().get(0)).values();
                double deviation = Deviation.of(found, c.read("act_" + i + ".npy"));
                if (!(deviation < TOLERANCE)) failed.add(c.name() + " " + tensor + " " + deviation);
                compared++;
            }
        }
    }
}
