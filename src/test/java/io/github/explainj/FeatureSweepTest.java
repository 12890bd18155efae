// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.explain.Finding;
import io.github.explainj.feature.FeatureMaps;
import io.github.explainj.feature.GradientMaps;
import io.github.explainj.feature.View;
import io.github.explainj.input.ImageRegions;
import io.github.explainj.probe.Cancellation;
import io.github.explainj.probe.Progress;
import io.github.explainj.registry.Registry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Feature maps and gradient maps of every reference case against the stored arrays. */
class FeatureSweepTest {

    private final List<String> failed = new ArrayList<>();
    private int compared;
    private double worst;

    @Test
    void activationsAgreeWithTheReferences() {
        for (ReferenceCase c : ReferenceCase.all()) compare(c, "act_", new FeatureMaps(), 1e-4);
        check(48);
    }

    @Test
    void gradientsAgreeWithTheReferences() {
        for (ReferenceCase c : ReferenceCase.all()) compare(c, "grad_act_", new GradientMaps(), c.tolerance("gradient", 1e-3));
        check(48);
    }

    private void check(int expected) {
        System.out.println(compared + " arrays compared, worst deviation " + worst + ", failed " + failed);
        assertTrue(compared >= expected, compared + " arrays");
        assertEquals(List.of(), failed);
    }

    private void compare(ReferenceCase c, String files, View view, double tolerance) {
        try (Explain explain = c.open()) {
            Prepared input = c.input(explain);
            for (int i = 0; i < c.layers().size(); i++) {
                if (!c.has(files + i + ".npy")) continue;
                String tensor = c.layers().get(i);
                View made = Registry.<View>schemaOf(view).create(Map.of("layer", tensor));
                LookRequest request = new LookRequest(made, List.of(c.target()), ImageRegions.NONE, ImageSet.NONE, Progress.NONE,
                        new Cancellation());
                List<Finding> findings = explain.look(Optional.of(input), request).get(0).findings();
                Finding.Inner found = (Finding.Inner) findings.get(0);
                // inside the graph all of them are channels first: what is drawn is the values, channel by channel
                Finding.Picture drawn = (Finding.Picture) findings.get(1);
                if (!Arrays.equals(found.values().data(), drawn.values().data())) failed.add(c.name() + " " + tensor + " drawn");
                double deviation = Deviation.of(found.values(), c.read(files + i + ".npy"));
                worst = Math.max(worst, deviation);
                if (!(deviation < tolerance)) failed.add(c.name() + " " + tensor + " " + deviation);
                compared++;
            }
        }
    }
}
