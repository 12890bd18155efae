// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import com.google.auto.service.AutoService;
import io.github.explainj.perturb.Fill;
import io.github.explainj.perturb.Fills;
import io.github.explainj.probe.Probe;
import io.github.explainj.probe.Sample;
import io.github.explainj.problem.Problem;
import io.github.explainj.registry.About;
import io.github.explainj.registry.Label;
import java.util.List;

/**
 * Averages integrated gradients over several baselines, so that no single one decides what is credited.
 *
 * <p>{@code E_b E_a [(x - b) df/dx (b + a (x - b))]}, a uniform in (0, 1), {@code [1, C, spatial...]},
 * signed, in score; adds up to {@code f(x)} minus the mean score of the baselines as samples grow. A
 * second map holds an upper bound of the standard error per element. Erion et al. 2021, arXiv:1906.10670, who draw
 * baselines from the training images (give a folder of them); we differ in that each baseline gets the
 * same number of samples and each part of its line one of them, which varies less.
 *
 * @param baselines where the lines begin
 * @param samples gradients in all, rounded up to a multiple of the baselines' number, at least two each
 * @param seed same seed, same points on the lines
 * @param show what is shown beside the channels
 */
@AutoService(Explainer.class)
@Label("Expected Gradients")
@About("Averages integrated gradients over several baselines at random points, with a standard error.")
public record ExpectedGradients(
        @About("Baselines separated by commas (auto, zero, mean, blur, noise:1, image files); a folder is all images"
                + " in it.") Fills baselines,
        @About("Gradients in all, shared among the baselines.") int samples,
        @About("Seed of the points on the way from the baselines.") long seed,
        @About("What is shown beside the channels: nothing, their signed sum, max |.| or sum |.|.") Show show)
        implements Explainer {

    private static final int MOST = 100_000;

    public ExpectedGradients {
        if (samples < 2 || samples > MOST)
            throw new Problem("A06", "samples=" + samples + " of expected_gradients is not possible: expected 2 to "
                    + MOST + ", each of which is a gradient. Give another number.");
    }

    /** Takes 100 gradients from background, mean, blur and noise. */
    public ExpectedGradients() {
        this(Fills.of("auto", "mean", "blur", "noise"), 100, 0, Show.CHANNELS);
    }

    @Override
    public boolean needsGradients() {
        return true;
    }

    @Override
    public List<Finding> explain(Probe probe, Sample input, Regions regions) {
        List<Fill> fills = baselines.all();
        int each = Math.max(2, (samples + fills.size() - 1) / fills.size());
        float[] scores = probe.score(input);
        BaselineMeans means = new BaselineMeans(probe, input);
        for (int b = 0; b < fills.size(); b++)
            if (!means.add(fills.get(b), each, new java.util.Random(seed * 0x9E3779B97F4A7C15L + b))) break;
        return means.findings(fills, each, scores, show);
    }
}
