// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.explain.Explainer;
import io.github.explainj.problem.Problem;
import io.github.explainj.registry.Registry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

    @Test
    void aBareKeyGoesToEveryMethodThatHasIt() {
        List<Explainer> made = Settings.methods(List.of("occlusion", "rise"), List.of("fill=median", "cells=6"), Map.of());
        assertEquals("median", values(made.get(0)).get("fill"));
        assertEquals("median", values(made.get(1)).get("fill"));
        assertEquals("6", values(made.get(1)).get("cells"));
    }

    @Test
    void namesStandApartByCommas() {
        assertEquals(2, Settings.methods(List.of("occlusion, rise"), List.of(), Map.of()).size());
        assertRefused("\"\"", "Known: ablation_cam", List.of("occlusion,"), List.of(), Map.of());
    }

    @Test
    void aKeyWithAMethodGoesToThatMethodOnly() {
        List<Explainer> made = Settings.methods(List.of("occlusion", "rise"), List.of("rise.fill=zero"), Map.of());
        assertEquals("auto", values(made.get(0)).get("fill"));
        assertEquals("zero", values(made.get(1)).get("fill"));
    }

    @Test
    void aKeyThatNoneHasIsRefusedWithTheNearestOne() {
        assertRefused("windw", "\"window\"", List.of("occlusion"), List.of("windw=3"), Map.of());
        assertRefused("rise.window", "cells", List.of("rise"), List.of("rise.window=3"), Map.of());
    }

    @Test
    void aMethodThatDoesNotRunIsNamed() {
        assertRefused("rise.cells", "--method", List.of("occlusion"), List.of("rise.cells=8"), Map.of());
    }

    @Test
    void givenTwiceOrWithoutAValueIsRefused() {
        assertRefused("window", "twice", List.of("occlusion"), List.of("window=3", "window=4"), Map.of());
        assertRefused("window", "key=value", List.of("occlusion"), List.of("window"), Map.of());
        assertRefused("occlusion", "twice", List.of("occlusion", "occlusion"), List.of(), Map.of());
    }

    @Test
    void aLayerIsRefusedByAMethodThatLooksAtNone() {
        assertRefused("conv5", "occlusion", List.of("occlusion"), List.of(), Map.of("layer", "conv5"));
    }

    private static Map<String, String> values(Explainer e) {
        return Registry.schemaOf(e).values(e);
    }

    private static void assertRefused(String what, String wayOut, List<String> methods, List<String> sets, Map<String, String> inner) {
        Problem p = assertThrows(Problem.class, () -> Settings.methods(methods, sets, inner));
        assertEquals("A07", p.code());
        assertTrue(p.getMessage().contains(what) && p.getMessage().contains(wayOut), p.getMessage());
    }
}
