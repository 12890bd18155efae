// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import static io.github.explainj.explain.InputGradientsTest.explain;
import static io.github.explainj.explain.InputGradientsTest.map;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.perturb.Fills;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Npy;
import io.github.explainj.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpectedGradientsTest {

    private static final String NAME = "expected_gradients";
    private static final Tensor X = new Tensor(new float[] {1, 2, 3, 4}, 1, 1, 2, 2);

    @Test
    void ofALinearModelItIsTheWeightTimesTheMeanDistanceFromTheBaselines() {
        FakeProbe probe = FakeProbe.of(FakeProbe.linear(new float[] {1, -2, 3, 10}, 5));
        List<Finding> found = explain(NAME, Map.of("baselines", "zero,1.0,mean", "samples", "9"), probe, X);
        // the baselines 0, 1 and 2.5 have the mean 7/6
        double b = 3.5 / 3;
        float[] expected = {(float) (1 - b), (float) (-2 * (2 - b)), (float) (3 * (3 - b)), (float) (10 * (4 - b))};
        assertArrayEquals(expected, map(found, NAME).map().data(), 1e-3f);
        assertArrayEquals(new float[4], map(found, NAME + "_error").map().data(), 1e-3f);
        assertEquals(9, map(found, NAME).facts().get("samples"));
        assertEquals(12 * b, map(found, NAME).facts().get("score_of_baseline") instanceof Double d ? d - 5 : Double.NaN, 1e-3);
        assertTrue((Double) map(found, NAME).facts().get("residual") < 1e-3);
    }

    @Test
    void theErrorOfAQuadraticModelIsThatOfIndependentPoints() {
        // f = x^2 from 0: x 2 a x, whose mean is x^2 and standard deviation 2 x^2 / sqrt(12)
        FakeProbe probe = FakeProbe.of(t -> t.data()[0] * (double) t.data()[0]);
        Tensor x = Tensor.full(3, 1, 1, 1, 1);
        List<Finding> found = explain(NAME, Map.of("baselines", "zero,0.0", "samples", "4000"), probe, x);
        float error = map(found, NAME + "_error").map().data()[0];
        assertEquals(2 * 9 / Math.sqrt(12) / Math.sqrt(4000), error, 0.05 * error);
        // one point in each part of the line does much better than independent ones
        assertEquals(9, map(found, NAME).map().data()[0], 0.05 * error);
    }

    @Test
    void theSeedDecides() {
        FakeProbe probe = FakeProbe.of(t -> t.data()[0] * (double) t.data()[0]);
        assertEquals(once(probe, "1"), once(probe, "1"));
        assertTrue(!once(probe, "1").equals(once(probe, "2")));
    }

    private static Tensor once(FakeProbe probe, String seed) {
        return map(explain(NAME, Map.of("seed", seed, "baselines", "zero", "samples", "8"), probe, X), NAME).map();
    }

    @Test
    void aFolderIsAllImagesInIt(@TempDir Path folder) {
        for (int i = 1; i <= 3; i++) Npy.write(folder.resolve("b" + i + ".npy"), Tensor.full(i, 2, 2));
        FakeProbe probe = FakeProbe.of(FakeProbe.linear(new float[] {1, 1, 1, 1}, 0));
        Finding.Attribution map = map(explain(NAME, Map.of("baselines", folder.toString(), "samples", "6"), probe, X), NAME);
        assertArrayEquals(new float[] {-1, 0, 1, 2}, map.map().data(), 1e-3f);
        assertEquals(List.of("image b1.npy", "image b2.npy", "image b3.npy"), map.facts().get("baselines"));
    }

    @Test
    void aCancelledRunUsesTheBaselinesThatWereReached() {
        FakeProbe stopped = new FakeProbe(List.of(FakeProbe.linear(new float[] {1, 1, 1, 1}, 0)), 3);
        Finding.Attribution map = map(explain(NAME, Map.of("baselines", "zero,1.0", "samples", "10"), stopped, X), NAME);
        assertArrayEquals(X.data(), map.map().data(), 1e-3f);
        assertEquals(true, map.facts().get("partial"));
        assertEquals(3, map.facts().get("samples"));
    }

    @Test
    void wrongBaselinesAreRefused() {
        assertEquals("A04", assertThrows(Problem.class, () -> Fills.parse("zero,,mean")).code());
        assertEquals("A04", assertThrows(Problem.class, () -> Fills.parse("zero,meen")).code());
        assertEquals("A06", assertThrows(Problem.class, () -> new ExpectedGradients(Fills.of("zero"), 1, 0, Show.CHANNELS)).code());
    }
}
