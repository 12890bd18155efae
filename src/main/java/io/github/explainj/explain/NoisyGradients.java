// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import io.github.explainj.perturb.RobustRange;
import io.github.explainj.perturb.Samples.Noisy;
import io.github.explainj.probe.Differentiation;
import io.github.explainj.probe.Probe;
import io.github.explainj.probe.Sample;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The gradients at copies of the input with Gaussian noise, of which SmoothGrad, SquareGrad and VarGrad
 * are different moments.
 *
 * @param noise sigma in the units that the model is fed
 * @param share sigma as a share of the input's robust range
 * @param scores of the targets at the unchanged input
 * @param moments per target
 */
record NoisyGradients(Noisy noise, double share, float[] scores, List<Moments> moments) {

    private static final int MOST = 100_000;

    /** Refuses numbers of samples that are too few for the moment or would not end. */
    static void check(String method, int samples, int least) {
        if (samples < least || samples > MOST)
            throw new Problem("A06", "samples=" + samples + " of " + method + " is not possible: expected " + least + " to " + MOST
                    + ", each of which is a gradient. Give another number; 25 is usual.");
    }

    /**
     * Runs them.
     *
     * @param share of {@code p99.8 - p0.2} of the input, channels together
     */
    static NoisyGradients of(Probe probe, Sample input, int samples, double share, long seed) {
        Noisy noise = new Noisy(share * RobustRange.of(input.x()), seed, samples);
        List<Moments> moments = new ArrayList<>();
        for (int t = 0; t < probe.targets(); t++) moments.add(new Moments(input.x().shape()));
        float[] scores = probe.score(input);
        probe.gradients(input, noise, new Differentiation(Differentiation.INPUT), (i, t, d) -> {
            moments.get(t).add(d.gradient());
            return true;
        });
        return new NoisyGradients(noise, share, scores, moments);
    }

    /** Makes a finding per target, and what is shown beside it. */
    List<Finding> findings(String name, boolean signed, String unit, Show show, Function<Moments, Tensor> moment) {
        List<Finding> findings = new ArrayList<>();
        for (int t = 0; t < moments.size(); t++)
            findings.addAll(show.with(new Finding.Attribution(t, name, moment.apply(moments.get(t)), signed, unit,
                    facts(t))));
        return findings;
    }

    private Map<String, Object> facts(int target) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("sigma_absolute", noise.sigma());
        facts.put("sigma_share", share);
        facts.put("samples", moments.get(target).count());
        Partial.addTo(facts, moments.get(target).count(), noise.count());
        facts.put("score", (double) scores[target]);
        if (noise.sigma() == 0) facts.put(Finding.REMARK, "no noise was added: "
                + (share == 0 ? "sigma is 0" : "the input has the same value nearly everywhere, so its range is 0"));
        return facts;
    }
}
