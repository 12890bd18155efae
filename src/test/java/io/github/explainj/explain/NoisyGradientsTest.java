// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import static io.github.explainj.explain.InputGradientsTest.explain;
import static io.github.explainj.explain.InputGradientsTest.map;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.perturb.RobustRange;
import io.github.explainj.perturb.Samples;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NoisyGradientsTest {

    private static final float[] W = {1, -2, 3, 0.5f};
    private static final Tensor X = new Tensor(new float[] {0, 1, 2, 3}, 1, 1, 2, 2);

    @Test
    void noiseChangesNothingAboutALinearModel() {
        FakeProbe probe = FakeProbe.of(FakeProbe.linear(W, 7));
        assertArrayEquals(W, map(explain("smooth_grad", Map.of(), probe, X), "smooth_grad").map().data(), 1e-3f);
        assertArrayEquals(new float[] {1, 4, 9, 0.25f},
                map(explain("square_grad", Map.of(), probe, X), "square_grad").map().data(), 1e-2f);
        assertArrayEquals(new float[4], map(explain("var_grad", Map.of(), probe, X), "var_grad").map().data(), 1e-4f);
    }

    @Test
    void momentsOfAQuadraticModelAreThoseOfTheNoiseThatWasGiven() {
        // f = sum of w x^2, so its gradient at x + n is 2 w (x + n)
        FakeProbe probe = FakeProbe.of(t -> {
            double sum = 0;
            for (int i = 0; i < W.length; i++) sum += W[i] * t.data()[i] * (double) t.data()[i];
            return sum;
        });
        double sigma = 0.2 * (2.994 - 0.006);
        double[] mean = new double[4];
        double[] square = new double[4];
        for (int i = 0; i < 5; i++) {
            float[] x = X.data().clone();
            new Samples.Noisy(sigma, 9, 5).addTo(i, x);
            for (int e = 0; e < 4; e++) {
                mean[e] += 2 * W[e] * x[e] / 5;
                square[e] += 4 * W[e] * W[e] * x[e] * x[e] / 5;
            }
        }
        Map<String, String> set = Map.of("samples", "5", "sigma", "0.2", "seed", "9");
        Finding.Attribution smooth = map(explain("smooth_grad", set, probe, X), "smooth_grad");
        assertEquals(sigma, (Double) smooth.facts().get("sigma_absolute"), 1e-6);
        assertEquals(5, smooth.facts().get("samples"));
        float[] squares = map(explain("square_grad", set, probe, X), "square_grad").map().data();
        float[] variances = map(explain("var_grad", set, probe, X), "var_grad").map().data();
        for (int e = 0; e < 4; e++) {
            assertEquals(mean[e], smooth.map().data()[e], 1e-3, "mean " + e);
            assertEquals(square[e], squares[e], 1e-2, "square " + e);
            assertEquals(square[e] - mean[e] * mean[e], variances[e], 1e-2, "variance " + e);
        }
        assertTrue(variances[2] > 0.1, "the noise moves the gradient: " + variances[2]);
    }

    @Test
    void oneHotPixelDoesNotSetTheNoise() {
        Tensor x = new Tensor(OcclusionTest.random(1, 10_000), 1, 1, 100, 100);
        double before = RobustRange.of(x);
        x.data()[1234] = 1e6f;
        assertEquals(before, RobustRange.of(x), 0.05 * before);
        assertEquals(0, RobustRange.of(Tensor.full(3, 1, 1, 4, 4)));
        assertEquals(0, RobustRange.of(Tensor.full(Float.NaN, 1, 1, 4, 4)));
    }

    @Test
    void aFlatImageGetsNoNoiseAndThatIsSaid() {
        Finding.Attribution map = map(explain("smooth_grad", Map.of(), FakeProbe.of(FakeProbe.linear(W, 0)),
                Tensor.full(1, 1, 1, 2, 2)), "smooth_grad");
        assertArrayEquals(W, map.map().data(), 1e-3f);
        assertTrue(String.valueOf(map.facts().get("remark")).contains("range is 0"), map.facts().toString());
    }

    @Test
    void whatWasDoneBeforeCancellingIsKept() {
        FakeProbe stopped = new FakeProbe(List.of(FakeProbe.linear(W, 0)), 3);
        Finding.Attribution map = map(explain("smooth_grad", Map.of(), stopped, X), "smooth_grad");
        assertArrayEquals(W, map.map().data(), 1e-3f);
        assertEquals(true, map.facts().get("partial"));
        assertEquals(3, map.facts().get("samples"));
    }

    @Test
    void numbersOfSamplesAreChecked() {
        Problem p = assertThrows(Problem.class, () -> new SmoothGrad(0, 0.1, 0, Show.CHANNELS));
        assertTrue(p.code().equals("A06") && p.getMessage().contains("samples=0 of smooth_grad"), p.getMessage());
        assertThrows(Problem.class, () -> new VarGrad(2_000_000, 0.1, 0, Show.CHANNELS));
        Problem one = assertThrows(Problem.class, () -> new VarGrad(1, 0.1, 0, Show.CHANNELS));
        assertTrue(one.getMessage().contains("expected 2 to"), "one gradient does not vary: " + one.getMessage());
        assertEquals(1, new SmoothGrad(1, 0.1, 0, Show.CHANNELS).samples());
        assertThrows(Problem.class, () -> new SquareGrad(-1, 0.1, 0, Show.CHANNELS));
    }
}
