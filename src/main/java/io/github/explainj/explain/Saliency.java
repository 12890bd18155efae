// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import com.google.auto.service.AutoService;
import io.github.explainj.gradient.GradientRules;
import io.github.explainj.probe.Derivative;
import io.github.explainj.probe.Differentiation;
import io.github.explainj.probe.Probe;
import io.github.explainj.probe.Sample;
import io.github.explainj.registry.About;
import io.github.explainj.registry.Label;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Maps by how much the score rises when an element rises a little: the gradient itself.
 *
 * <p>{@code df/dx}, {@code [1, C, spatial...]}, signed and per channel, in score per unit of what the
 * model is fed; positive = brighter raises the score. Simonyan, Vedaldi and Zisserman 2013,
 * arXiv:1312.6034, who take the largest absolute value over channels; here that is {@code
 * show=max_abs}, beside the gradient.
 *
 * @param wrt an inner tensor or another input in place of the explained one; empty for that
 * @param show what is shown beside the channels
 */
@AutoService(Explainer.class)
@Label("Saliency (Gradient)")
@About("Maps how much the score changes when a pixel changes a little: the gradient, signed, per channel.")
public record Saliency(
        @About("Inner tensor or other input whose gradient is taken; empty for the explained input.") String wrt,
        @About("What is shown beside the channels: nothing, their signed sum, max |.| or sum |.|.") Show show)
        implements Explainer {

    private static final String NAME = "saliency";
    private static final String UNIT = "score per unit of the model's input";

    /** Takes the gradient of the explained input and shows it as it is. */
    public Saliency() {
        this("", Show.CHANNELS);
    }

    @Override
    public boolean needsGradients() {
        return true;
    }

    /** Returns a map per target, or of an inner tensor its gradient in its own shape. */
    @Override
    public List<Finding> explain(Probe probe, Sample input, Regions regions) {
        if (!wrt.isEmpty() && !wrt.equals(probe.network(input).input())) return inner(probe, input);
        return InputGradients.of(probe, input, GradientRules.standard()).findings(show,
                (t, gradient, facts) -> new Finding.Attribution(t, NAME, gradient, true, UNIT, facts));
    }

    /** A tensor that was not reached before the run was cancelled has no shape, and no finding. */
    private List<Finding> inner(Probe probe, Sample input) {
        List<Finding> findings = new ArrayList<>();
        for (Derivative d : probe.gradients(input, new Differentiation(wrt))) {
            Tensor gradient = d.gradient();
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("score", (double) d.score());
            facts.put("wrt", wrt);
            FlatMap.addZero(facts, gradient, "no small change of \"" + wrt + "\" changes the score");
            findings.add(new Finding.Inner(findings.size(), NAME, gradient, wrt, "score per unit of " + wrt, facts));
        }
        return findings;
    }
}
