// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.onnx.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every operand of every rule against central differences. */
class GradientCheckTest {

    /** How many random shapes and attribute sets each rule is checked with. */
    static final int EACH = 20;

    /** The checks of all families, one line each. */
    private static final List<RuleChecks> FAMILIES = List.of(
            new ActivationChecks(),
            new FunctionChecks(),
            new ArithmeticChecks(),
            new ReductionChecks(),
            new ConvolutionChecks(),
            new ProductChecks(),
            new PoolingChecks(),
            new NormalisationChecks(),
            new LayoutChecks(),
            new IndexChecks(),
            new ResizeChecks(),
            new SamplingChecks());

    /** What differences cannot check, and where it is solved by hand instead. */
    private static final Map<String, Class<?>> ELSEWHERE = Map.of(
            // rounding is a staircase, and what passes it straight through is not its derivative
            "QuantizeLinear", QuantisationTest.class, "DequantizeLinear", QuantisationTest.class);

    private static List<GradientCheck> all() {
        List<GradientCheck> all = new ArrayList<>();
        FAMILIES.forEach(f -> all.addAll(f.checks()));
        return all;
    }

    @TestFactory
    Stream<DynamicTest> everyRuleAgreesWithCentralDifferences() {
        Map<String, List<GradientCheck>> byOperator = new TreeMap<>();
        for (GradientCheck c : all()) byOperator.computeIfAbsent(c.op(), o -> new ArrayList<>()).add(c);
        return byOperator.entrySet().stream().map(e -> DynamicTest.dynamicTest(e.getKey(), () -> {
            for (GradientCheck c : e.getValue()) c.check(GradientRules.standard());
        }));
    }

    @Test
    void everyRuleIsCheckedOften() {
        Map<String, Integer> counts = new TreeMap<>();
        for (GradientCheck c : all()) if (!c.checked().isEmpty()) counts.merge(c.op(), 1, Integer::sum);
        ELSEWHERE.keySet().forEach(op -> counts.merge(op, EACH, Integer::sum));
        List<String> seldom = GradientRules.standard().operators().stream()
                .filter(op -> counts.getOrDefault(op, 0) < EACH).toList();
        assertEquals(List.of(), seldom, "rules with fewer than " + EACH + " checks");
        assertEquals(new TreeSet<>(GradientRules.standard().operators()), new TreeSet<>(counts.keySet()),
                "checks of what has no rule");
    }

    @Test
    void aWrongRuleIsCaught() {
        GradientRules wrong = GradientRules.standard()
                .with("Mul", RuleFamily.broadcasting(s -> {
                    Value dy = s.dy();
                    return RuleFamily.gradients(dy.times(s.x(1)), dy.times(s.x(1)));
                }), "wrong");
        AssertionError caught = assertThrows(AssertionError.class,
                () -> GradientCheck.of("Mul").input(2, 3).input(2, 3).check(wrong));
        assertTrue(caught.getMessage().contains("operand 1"), caught.getMessage());
    }

    @Test
    void aGradientOfZeroChecksNothing() {
        GradientRules none = GradientRules.standard().with("Relu", s -> RuleFamily.dx(s.dy().times(0f)), "zero");
        assertThrows(AssertionError.class, () -> GradientCheck.of("Relu").between(-2, -1, 2, 3).check(none));
    }
}
