// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import com.google.auto.service.AutoService;
import io.github.explainj.perturb.AutoFill;
import io.github.explainj.perturb.Fill;
import io.github.explainj.probe.Probe;
import io.github.explainj.probe.Sample;
import io.github.explainj.registry.About;
import io.github.explainj.registry.Label;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Divides the difference between the scores of the input and of a baseline among the elements.
 *
 * <p>{@code (x - b) integral_0^1 df/dx (b + a (x - b)) da}, {@code [1, C, spatial...]}, signed, in score;
 * the map adds up to {@code f(x) - f(b)} but for the residual of the sum that stands for the integral,
 * which is always in the facts. Sundararajan, Taly and Yan 2017, arXiv:1703.01365. The baseline is
 * occlusion's, the image's background: a black one credits the glass and never the dark object in
 * brightfield.
 *
 * @param steps {@code auto}: 50 points, doubled up to 1024 while the residual of any target is above
 *     {@code max_residual}; a number: exactly that many, unless {@code max_residual} is given too
 * @param maxResidual the residual as a share of {@code f(x) - f(b)} above which steps are doubled;
 *     {@code auto}: 0.05 for {@code steps=auto}, no limit for given steps
 * @param rule how the integral becomes a sum: the roots of Legendre's polynomial, or the middles of equal
 *     parts
 * @param baseline where the line to the input begins
 * @param show what is shown beside the channels
 */
@AutoService(Explainer.class)
@Label("Integrated Gradients")
@About("Divides the score's difference from a baseline among the pixels: the gradient along the way, times the way.")
public record IntegratedGradients(
        @About("Points on the way: auto is 50, doubled while the residual is too large; a number is exactly that many.")
                Steps steps,
        @About("Residual, as a share of the score's difference, above which steps are doubled (to 1024 at most);"
                + " auto is 0.05 for steps=auto and no limit for given steps.") MaxResidual maxResidual,
        @About("gauss: Gauss-Legendre; midpoint: the middles of equal parts.") Rule rule,
        @About("Where the way begins: auto is the image's background; zero, mean, blur, an image, ...") Fill baseline,
        @About("What is shown beside the channels: nothing, their signed sum, max |.| or sum |.|.") Show show)
        implements Explainer {

    /** How an integral becomes a sum. */
    public enum Rule {
        GAUSS, MIDPOINT;

        Quadrature of(int steps) {
            return this == GAUSS ? Quadrature.gauss(steps) : Quadrature.midpoint(steps);
        }
    }

    /** Takes 50 points or more from the image's background to the image. */
    public IntegratedGradients() {
        this(Steps.AUTO, MaxResidual.AUTO, Rule.GAUSS, new AutoFill(), Show.CHANNELS);
    }

    @Override
    public boolean needsGradients() {
        return true;
    }

    @Override
    public List<Finding> explain(Probe probe, Sample input, Regions regions) {
        float[] scores = probe.score(input);
        float[] from = PathIntegral.scores(probe, input, baseline);
        Tensor difference = PathIntegral.difference(input, baseline);
        PathIntegral integral = PathIntegral.of(probe, input, baseline, rule.of(steps.first()));
        while (integral.isComplete() && integral.steps() < Steps.MOST && exceeds(integral, difference, scores, from)) {
            int steps = Math.min(Steps.MOST, 2 * integral.steps());
            PathIntegral finer = PathIntegral.of(probe, input, baseline, rule.of(steps));
            // what is whole is better than the beginning of what is finer
            if (!finer.isComplete()) break;
            integral = finer;
        }
        List<Finding> findings = new ArrayList<>();
        for (int t = 0; t < scores.length; t++) {
            Tensor map = integral.map(t, difference);
            Map<String, Object> facts = facts(input, integral, Completeness.of(map, scores[t], from[t]));
            findings.addAll(show.with(new Finding.Attribution(t, "integrated_gradients", map, true, "score", facts)));
        }
        return findings;
    }

    private boolean exceeds(PathIntegral integral, Tensor difference, float[] scores, float[] from) {
        double limit = maxResidual.limit(steps);
        return limit < Double.POSITIVE_INFINITY && IntStream.range(0, scores.length).anyMatch(t ->
                Completeness.of(integral.map(t, difference), scores[t], from[t]).exceeds(limit));
    }

    private Map<String, Object> facts(Sample input, PathIntegral integral, Completeness completeness) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("baseline", baseline.describe(input.scene()));
        facts.put("rule", rule.name().toLowerCase(java.util.Locale.ROOT));
        facts.put("steps", integral.done());
        Partial.addTo(facts, integral.done(), integral.steps());
        completeness.addTo(facts);
        double limit = maxResidual.limit(steps);
        if (limit < Double.POSITIVE_INFINITY) facts.put("max_residual", limit);
        if (completeness.exceeds(limit)) facts.put("max_residual_exceeded", true);
        return facts;
    }
}
