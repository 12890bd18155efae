// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Value;
import io.github.explainj.planted.PlantedRules;
import io.github.explainj.tensor.Tensor;
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
    void aStepMayBePassedStraightThroughByARuleOfOnesOwn() throws ai.onnxruntime.OrtException {
        GradientRules straight = GradientRules.standard().with("Round", s -> RuleFamily.dx(s.dy()), "straight");
        assertEquals(0, slope(GradientRules.standard()));
        assertEquals(3, slope(straight));
    }

    /** The gradient of 3 round(x). */
    private static float slope(GradientRules rules) throws ai.onnxruntime.OrtException {
        GraphBuilder b = new GraphBuilder(18);
        Value x = b.input("x", ElementType.FLOAT, 1);
        Value y = b.op("Round", x).times(3f);
        b.output(y);
        Known known = io.github.explainj.runtime.Survey.of(b.build());
        Gradients g = Gradients.append(b, known, rules, List.of(new Gradients.Seed(y, b.constant(1f).unsqueeze(0))), List.of("x"));
        b.clearOutputs();
        b.output("g", g.values().get("x"));
        try (Ran ran = new Ran(b.build())) {
            return ran.run(Map.of("x", new Tensor(new float[] {0.4f}, 1))).get("g").data()[0];
        }
    }

    @Test
    void whatIsNotDifferentiatedHasNoRule() {
        for (String op : GradientRules.standard().operators()) assertFalse(NoGradient.OPERATORS.contains(op), op);
    }
}
