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
 * Averages the gradient over copies of the input with Gaussian noise.
 *
 * <p>{@code 1/n sum_i df/dx (x + sigma n_i)}, {@code [1, C, spatial...]}, signed, in score per unit of what
 * the model is fed. Smilkov et al. 2017, arXiv:1706.03825; some tools average absolute values or squares
 * instead, which is {@link SquareGrad}.
 *
 * @param samples number of noisy copies
 * @param sigma standard deviation of the noise as a share of {@code p99.8 - p0.2} of the model's input; one
 *     hot pixel does not set it
 * @param seed same seed, same map
 * @param show what is shown beside the channels
 */
@AutoService(Explainer.class)
@Label("SmoothGrad")
@About("Averages the gradient over copies of the input with noise, which calms it.")
public record SmoothGrad(
        @About("Number of noisy copies.") int samples,
        @About("Standard deviation of the noise as a share of the input's range (p99.8 - p0.2).")
                @Range(min = 0, max = 10) double sigma,
        @About("Seed of the noise.") long seed,
        @About("What is shown beside the channels: nothing, their signed sum, max |.| or sum |.|.") Show show)
        implements Explainer {

    private static final String NAME = "smooth_grad";

    public SmoothGrad {
        NoisyGradients.check(NAME, samples, 1);
    }

    /** Takes 25 copies with noise of 0.15 of the range. */
    public SmoothGrad() {
        this(25, 0.15, 0, Show.CHANNELS);
    }

    @Override
    public boolean needsGradients() {
        return true;
    }

    @Override
    public List<Finding> explain(Probe probe, Sample input, Regions regions) {
        return NoisyGradients.of(probe, input, samples, sigma, seed)
                .findings(NAME, true, "score per unit of the model's input", show, Moments::mean);
    }
}
