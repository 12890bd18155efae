// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import com.google.auto.service.AutoService;
import io.github.explainj.probe.Probe;
import io.github.explainj.probe.Sample;
import io.github.explainj.registry.About;
import io.github.explainj.registry.Label;
import java.util.List;

/**
 * Takes the gradient, but lets only positive ones back through a Relu that was on.
 *
 * <p>At every Relu {@code dx = dy [x > 0] [dy > 0]}; {@code [1, C, spatial...]}, signed at the input.
 * Springenberg et al. 2014, arXiv:1412.6806.
 *
 * <p>It looks sharp because it finds edges: with random weights it hardly changes (Adebayo et al. 2018,
 * arXiv:1810.03292), and it goes towards a map that does not depend on the target (Sixt et al. 2020,
 * arXiv:1912.09818). Other activations are left alone and listed in the facts; a model without any
 * rectifier is refused.
 *
 * @param rectifiers which activations are changed
 * @param show what is shown beside the channels
 */
@AutoService(Explainer.class)
@Label("Guided Backpropagation")
@About("The gradient, with negative ones stopped at every Relu. Edge-like; in deep networks it hardly depends on the weights.")
public record GuidedBackprop(
        @About("relu: Relu only; relu_and_clip: also Clip from 0 up (ReLU6).") Rectifiers rectifiers,
        @About("What is shown beside the channels: nothing, their signed sum, max |.| or sum |.|.") Show show)
        implements Explainer {

    /** Changes Relu only. */
    public GuidedBackprop() {
        this(Rectifiers.RELU, Show.CHANNELS);
    }

    @Override
    public boolean needsGradients() {
        return true;
    }

    @Override
    public List<Finding> explain(Probe probe, Sample input, Regions regions) {
        return Rectified.explain(probe, input, rectifiers, "guided_backprop", Rectifiers::guided, show);
    }
}
