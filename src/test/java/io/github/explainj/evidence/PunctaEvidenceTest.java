// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.evidence;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** On a stored subset: the maps point to the cells that carry the evidence, and simple rules do not. */
class PunctaEvidenceTest {

    private static final int IMAGES = 24;

    @Test
    void mapsPointToTheEvidenceAndSimpleRulesDoNot() {
        Map<String, Integer> hits = new PunctaEvidence(1000).count(0, IMAGES);
        System.out.println("of " + IMAGES + ": " + hits);
        double best = 0;
        for (String rule : new String[] {"brightest pixel", "Laplacian of Gaussian", "image centre"})
            best = Math.max(best, share(hits, rule));
        for (String method : new String[] {"occlusion", "rise"}) {
            assertTrue(share(hits, method) >= 0.9, method + " " + hits);
            assertTrue(share(hits, method) >= best + 0.3, method + " against simple rules: " + hits);
        }
        assertTrue(share(hits, "region occlusion") >= 0.95, "region occlusion " + hits);
        assertTrue(share(hits, "painted out flips") >= 0.95, "painted out " + hits);
    }

    private static double share(Map<String, Integer> hits, String what) {
        return (double) hits.get(what) / IMAGES;
    }
}
