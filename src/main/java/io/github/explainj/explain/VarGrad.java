// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import com.google.auto.service.AutoService;
import io.github.explainj.probe.Probe;
import io.github.explainj.probe.Sample;
import io.github.explainj.registry.About;
import io.github.explainj.registry.Label;
import io.github.explainj.registry.Range;
import java.util.List;

/**
 * Maps the variance of the gradient over copies of the input with Gaussian noise.
 *
 * <p>{@code E[g^2] - E[g]^2} (divided by n, as captum does), {@code [1, C, spatial...]}, never negative, in
 * (score per unit of what the model is fed) squared; 0 where the model is linear. Adebayo et al. 2018,
 * arXiv:1810.03292.
 *
 * @param samples number of noisy copies
 * @param sigma standard deviation of the noise as a share of {@code p99.8 - p0.2} of the model's input; one
 *     hot pixel does not set it
 * @param seed same seed, same map
 * @param show what is shown beside the channels
 */
@AutoService(Explainer.class)
@Label("VarGrad")
@About("Maps how much the gradient varies over copies of the input with noise.")
public record VarGrad(
        @About("Number of noisy copies.") int samples,
        @About("Standard deviation of the noise as a share of the input's range (p99.8 - p0.2).")
                @Range(min = 0, max = 10) double sigma,
        @About("Seed of the noise.") long seed,
        @About("What is shown beside the channels: nothing, their signed sum, max |.| or sum |.|.") Show show)
        implements Explainer {

    private static final String NAME = "var_grad";

    public VarGrad {
        NoisyGradients.check(NAME, samples, 2);
    }

    /** Takes 25 copies with noise of 0.15 of the range. */
    public VarGrad() {
        this(25, 0.15, 0, Show.CHANNELS);
    }

    @Override
    public boolean needsGradients() {
        return true;
    }

    @Override
    public List<Finding> explain(Probe probe, Sample input, Regions regions) {
        return NoisyGradients.of(probe, input, samples, sigma, seed)
                .findings(NAME, false, "(score per unit of the model's input) squared", show, Moments::variance);
    }
}
