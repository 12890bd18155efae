// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import com.google.auto.service.AutoService;
import io.github.explainj.gradient.GradientRules;
import io.github.explainj.probe.Probe;
import io.github.explainj.probe.Sample;
import io.github.explainj.registry.About;
import io.github.explainj.registry.Label;
import io.github.explainj.registry.Range;
import io.github.explainj.tensor.Tensor;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Passes the score back layer by layer, each element getting as much as it put in.
 *
 * <p>Relevance, {@code [1, C, spatial...]}, signed, in score; without biases and with a small epsilon it
 * adds up to the score. Bach et al. 2015, doi:10.1371/journal.pone.0130140; Montavon et al. 2017,
 * doi:10.1016/j.patcog.2016.11.008. The same rule holds in all layers, the first included; biases absorb
 * their share. On a network of Relu, maxima and sums the epsilon rule with a small epsilon is {@link
 * InputXGradient}; alpha 1, beta 0 follows only what raised the score. A model with a Softmax on the way
 * (attention, a probability as target) is refused.
 *
 * @param rule how the relevance of a sum is shared: in proportion to its terms, or to its positive terms
 * @param epsilon what is added to the size of each sum before it divides; larger gives calmer maps, that add
 *     up to less
 * @param show what is shown beside the channels
 */
@AutoService(Explainer.class)
@Label("Relevance Propagation (LRP)")
@About("Passes the score back layer by layer, each pixel getting as much as it put in.")
public record Lrp(
        @About("epsilon: to all terms of a sum in proportion; alpha1beta0: to those that raised it.") Rule rule,
        @About("What is added to each sum before it divides; larger is calmer and adds up to less.")
                @Range(min = 1e-9, max = 1000) double epsilon,
        @About("What is shown beside the channels: nothing, their signed sum, max |.| or sum |.|.") Show show)
        implements Explainer {

    /** How the relevance of a sum is shared among its terms. */
    public enum Rule { EPSILON, ALPHA1BETA0 }

    /** Shares in proportion to all terms, nearly without loss. */
    public Lrp() {
        this(Rule.EPSILON, 1e-6, Show.CHANNELS);
    }

    @Override
    public boolean needsGradients() {
        return true;
    }

    @Override
    public List<Finding> explain(Probe probe, Sample input, Regions regions) {
        GradientRules rules = rule == Rule.EPSILON ? RelevanceRules.epsilon(epsilon)
                : RelevanceRules.alpha1beta0(epsilon);
        return InputGradients.of(probe, input, rules).findings(show, (t, c, facts) -> {
            Tensor relevance = InputGradients.product(input.x(), c);
            add(relevance, facts);
            return new Finding.Attribution(t, "lrp", relevance, true, "score", facts);
        });
    }

    private void add(Tensor relevance, Map<String, Object> facts) {
        Completeness of = Completeness.of(relevance, (Double) facts.get("score"), 0);
        facts.put("rule", rule.name().toLowerCase(Locale.ROOT));
        facts.put("epsilon", epsilon);
        facts.put("sum", of.sum());
        facts.put("share_absorbed", 1 - of.sum() / of.score());
        facts.put(Finding.REMARK, "what biases and epsilon absorbed is missing from the sum");
    }
}
