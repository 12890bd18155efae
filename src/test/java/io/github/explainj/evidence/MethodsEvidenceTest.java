// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.evidence;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** On a stored subset: gradient methods find the cells that carry the evidence, and simple rules do not. */
class MethodsEvidenceTest {

    private static final int IMAGES = 40;

    @Test
    void gradientMethodsFindThePunctaAmongBrightDecoys() {
        Map<String, Integer> hits = new MethodsEvidence().count(List.of("grad_cam", "integrated_gradients", "hires_cam"), IMAGES);
        System.out.println("of " + IMAGES + ": " + hits);
        int best = hits.entrySet().stream().filter(e -> e.getKey().startsWith("-")).mapToInt(Map.Entry::getValue).max().orElseThrow();
        for (String method : List.of("grad_cam", "integrated_gradients", "hires_cam")) {
            assertTrue(hits.get(method) >= 0.85 * IMAGES, method + " " + hits);
            assertTrue(hits.get(method) >= best + 0.3 * IMAGES, method + " against simple rules: " + hits);
        }
    }
}
