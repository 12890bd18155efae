// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ListingTest {

    private static ModelFacts twoHeads() {
        GraphBuilder b = new GraphBuilder();
        Value x = b.input("x", ElementType.FLOAT, -1, 2, 8, 8);
        b.output("seg:0", x.relu());
        b.output("probs", x.mean(false, 2, 3));
        return Nets.facts(b.build());
    }

    private static String listing() {
        return Targets.listing(twoHeads(), Map.of("seg:0", List.of(-1L, 2L, 8L, 8L), "probs", List.of(1L, 2L)));
    }

    @Test
    void whatFitsEachOutputIsListed() {
        String[] parts = listing().split("output \"probs\"");
        assertTrue(parts[0].contains("mean:0 ") && parts[0].contains("region:0:FILE ")
                && parts[0].contains("point:0,4,4 "), parts[0]);
        assertFalse(parts[0].contains("class:0 "), parts[0]);
        assertTrue(parts[1].contains("class:0@probs ") && !parts[1].contains("peak:0"), parts[1]);
    }

    @Test
    void everySpecThatIsListedCanBeRead() {
        long read = listing().lines().filter(l -> l.startsWith("    "))
                .map(l -> l.strip().split("\\s")[0]).map(Targets::parse).count();
        assertEquals(19, read, listing());
    }

    @Test
    void anUnknownShapeIsSaid() {
        String text = Targets.listing(twoHeads(), Map.of("seg:0", List.of(-1L, 2L, -1L, -1L)));
        assertTrue(text.contains("depends on the image"), text);
    }

    @Test
    void aRefusalNamesTheOtherOutputsTargets() {
        Ran model = new Ran(twoHeads(), Map.of("x", Nets.counting(1, 2, 8, 8)));
        TensorTargetsTest.refused(model, "top", "A01", "mean:0", "point:0,4,4", "output \"seg:0\" [1, 2, 8, 8]");
        assertEquals("class:1@probs", model.resolve("top@probs").spec());
    }
}
