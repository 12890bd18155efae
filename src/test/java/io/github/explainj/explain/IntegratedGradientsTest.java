// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import static io.github.explainj.explain.InputGradientsTest.explain;
import static io.github.explainj.explain.InputGradientsTest.map;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class IntegratedGradientsTest {

    private static final String NAME = "integrated_gradients";
    private static final Tensor X = new Tensor(new float[] {1, 2, 3, 4}, 1, 1, 2, 2);

    /** x0^3 + 2 x1 x2 + x3. */
    private static final ToDoubleFunction<Tensor> CUBIC = t -> {
        float[] x = t.data();
        return Math.pow(x[0], 3) + 2.0 * x[1] * x[2] + x[3];
    };

    /** Rises from 0 to 1 within a hundredth of the way to {@link #FAR}. */
    private static final ToDoubleFunction<Tensor> STEEP = t -> 1 / (1 + Math.exp(-5 * (t.data()[0] - 50.3)));
    private static final Tensor FAR = Tensor.full(100, 1, 1, 1, 1);

    @Test
    void aPolynomialIsDividedAsByHand() {
        Finding.Attribution map = map(explain(NAME, Map.of("baseline", "zero"), FakeProbe.of(CUBIC), X), NAME);
        // of 2 x1 x2 each gets half: the integral of 2 a x2 da times x1
        assertArrayEquals(new float[] {1, 6, 6, 4}, map.map().data(), 0.01f);
        assertEquals(17.0, (Double) map.facts().get("difference"), 1e-4);
        assertTrue((Double) map.facts().get("residual") < 1e-3, map.facts().toString());
        assertEquals(50, map.facts().get("steps"));
    }

    @Test
    void aBaselineThatIsNotZeroIsSubtracted() {
        Finding.Attribution map = map(explain(NAME, Map.of("baseline", "1.0", "steps", "8"), FakeProbe.of(CUBIC), X), NAME);
        // x1 from 1 to 2, x2 from 1 to 3: 2 (1 + a)(1 + 2a); x1 gets 2 int(1 + 2a) da = 4, x2 gets 2 int 2 (1 + a) da = 6
        assertArrayEquals(new float[] {0, 4, 6, 3}, map.map().data(), 0.01f);
        assertEquals(4.0, (Double) map.facts().get("score_of_baseline"), 1e-4);
    }

    @Test
    void midpointIsTheMeanOverTheMiddles() {
        Map<String, String> set = Map.of("baseline", "zero", "rule", "midpoint", "steps", "2");
        Finding.Attribution map = map(explain(NAME, set, FakeProbe.of(CUBIC), X), NAME);
        // 3 a^2 at 1/4 and 3/4: (3/16 + 27/16) / 2
        assertEquals(0.9375, map.map().data()[0], 1e-3);
        assertEquals("midpoint", map.facts().get("rule"));
        assertEquals(1.0, (Double) map.facts().get("sum") + 0.0625 - 16, 2e-3);
    }

    @Test
    void stepsAreDoubledWhileTheResidualIsTooLarge() {
        Map<String, Object> facts = facts(Map.of("baseline", "zero"), STEEP, FAR);
        assertTrue((Integer) facts.get("steps") > 50, facts.toString());
        assertTrue((Double) facts.get("residual") <= 0.05, facts.toString());
        assertEquals(0.05, facts.get("max_residual"));
        assertEquals(null, facts.get("remark"));
    }

    @Test
    void givenStepsAreTakenAsTheyAreAndTheResidualIsSaid() {
        Map<String, Object> facts = facts(Map.of("baseline", "zero", "steps", "20"), STEEP, FAR);
        assertEquals(20, facts.get("steps"));
        assertTrue((Double) facts.get("residual") > 0.05, facts.toString());
        assertTrue(String.valueOf(facts.get("remark")).contains("Take more steps"), facts.toString());
    }

    @Test
    void givenStepsWithAMaxResidualAreWhereDoublingBegins() {
        Map<String, Object> facts = facts(Map.of("baseline", "zero", "steps", "20", "max_residual", "0.05"), STEEP, FAR);
        int steps = (Integer) facts.get("steps");
        assertTrue(steps > 20 && steps % 20 == 0 && (Double) facts.get("residual") <= 0.05, facts.toString());
    }

    @Test
    void doublingEndsAt1024AndSaysSo() {
        // a jump between two points of every rule has no gradient anywhere
        Map<String, Object> facts = facts(Map.of("baseline", "zero"), t -> t.data()[0] > 50 ? 100 : 0, FAR);
        assertEquals(1024, facts.get("steps"));
        assertEquals(true, facts.get("max_residual_exceeded"));
        assertTrue(String.valueOf(facts.get("remark")).contains("jumps on the way"), facts.toString());
    }

    @Test
    void nearlyEqualScoresAreComparedAsTheyAre() {
        Map<String, Object> facts = facts(Map.of("baseline", "zero"), t -> 1000, X);
        assertEquals(Double.NaN, facts.get("residual"));
        assertEquals(0.0, facts.get("residual_absolute"));
        assertEquals(50, facts.get("steps"));
        assertTrue(facts.containsKey("remark"));
    }

    @Test
    void aSmallDifferenceIsHeldAgainstTheScoresAndNotItself() {
        // off by all of a difference of 0.001, which is nothing beside scores of 1000
        Completeness small = new Completeness(0.002, 1000.001, 1000);
        assertEquals(1, small.relative(), 1e-6);
        assertTrue(small.isSmall() && !small.exceeds(0.05));
        Completeness large = new Completeness(4, 3, 1);
        assertEquals(2, large.absolute());
        assertTrue(!large.isSmall() && large.exceeds(0.9) && !large.exceeds(1));
    }

    @Test
    void aCancelledRunKeepsTheMeanOfWhatWasDone() {
        FakeProbe stopped = new FakeProbe(List.of(FakeProbe.linear(new float[] {1, 2, 3, 4}, 0)), 7);
        Finding.Attribution map = map(explain(NAME, Map.of("baseline", "zero"), stopped, X), NAME);
        assertArrayEquals(new float[] {1, 4, 9, 16}, map.map().data(), 1e-3f);
        assertEquals(true, map.facts().get("partial"));
        assertEquals(7, map.facts().get("steps"));
    }

    @Test
    void wrongStepsAreA02() {
        for (String bad : List.of("0", "-5", "1000000000", "fifty", "1025")) {
            Problem p = assertThrows(Problem.class, () -> explain(NAME, Map.of("steps", bad), FakeProbe.of(CUBIC), X));
            assertEquals("A02", p.code());
            assertTrue(p.getMessage().contains(bad) && p.getMessage().contains("1 to 1024"), p.getMessage());
        }
        Problem p = assertThrows(Problem.class, () -> MaxResidual.parse("0,05"));
        assertTrue(p.code().equals("A02") && p.getMessage().contains("0,05"), p.getMessage());
    }

    private static Map<String, Object> facts(Map<String, String> set, ToDoubleFunction<Tensor> model, Tensor x) {
        return map(explain(NAME, set, FakeProbe.of(model), x), NAME).facts();
    }
}
