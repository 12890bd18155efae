// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import com.google.auto.service.AutoService;
import io.github.explainj.gradient.GradientRules;
import io.github.explainj.probe.Probe;
import io.github.explainj.probe.Sample;
import io.github.explainj.registry.About;
import io.github.explainj.registry.Label;
import java.util.List;

/**
 * Multiplies the gradient by what the model was fed: what each element adds to the score, were the
 * model linear.
 *
 * <p>{@code x df/dx}, {@code [1, C, spatial...]}, signed, in score. Shrikumar et al. 2016,
 * arXiv:1605.01713. An element that is fed as 0 gets 0 whatever it means; after normalisation that is a
 * grey value and not the dark.
 *
 * @param show what is shown beside the channels
 */
@AutoService(Explainer.class)
@Label("Input x Gradient")
@About("Multiplies the gradient by the model's input: each pixel's part of the score, were the model linear.")
public record InputXGradient(
        @About("What is shown beside the channels: nothing, their signed sum, max |.| or sum |.|.") Show show)
        implements Explainer {

    /** Shows the map as it is. */
    public InputXGradient() {
        this(Show.CHANNELS);
    }

    @Override
    public boolean needsGradients() {
        return true;
    }

    @Override
    public List<Finding> explain(Probe probe, Sample input, Regions regions) {
        return InputGradients.of(probe, input, GradientRules.standard()).findings(show, (t, gradient, facts) ->
                new Finding.Attribution(t, "input_x_gradient", InputGradients.product(input.x(), gradient), true,
                        "score", facts));
    }
}
