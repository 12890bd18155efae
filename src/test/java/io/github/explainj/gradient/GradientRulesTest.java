// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.planted.PlantedRules;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GradientRulesTest {

    @Test
    void rulesOfAUsersJarAreAddedAndReplaceOursWhateverTheOrder() {
        RuleFamily ours = new ActivationRules();
        RuleFamily theirs = new PlantedRules();
        for (List<RuleFamily> order : List.of(List.of(ours, theirs), List.of(theirs, ours))) {
            Map<String, GradientRule> joined = GradientRules.joined(order);
            assertSame(PlantedRules.RELU, joined.get("Relu"));
            assertTrue(joined.containsKey("org.example:Twice"));
            assertTrue(joined.containsKey("Sigmoid"));
        }
    }

    @Test
    void anOverrideChangesACopyAndItsName() {
        GradientRules standard = GradientRules.standard();
        GradientRules changed = standard.with("Relu", PlantedRules.RELU, "passed");
        assertNotEquals(standard.name(), changed.name());
        assertEquals(standard.operators(), changed.operators());
        assertFalse(standard.with("Foo", PlantedRules.RELU, "x").operators().equals(standard.operators()));
    }

    @Test
    void whatIsNotDifferentiatedHasNoRule() {
        for (String op : GradientRules.standard().operators()) assertFalse(NoGradient.OPERATORS.contains(op), op);
    }
}
