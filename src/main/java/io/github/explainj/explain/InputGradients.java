// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import io.github.explainj.gradient.GradientRules;
import io.github.explainj.probe.Derivative;
import io.github.explainj.probe.Differentiation;
import io.github.explainj.probe.Probe;
import io.github.explainj.probe.Sample;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The gradient of every target at the input itself, of which several methods are made.
 *
 * @param scores of the targets, NaN when it was cancelled
 * @param gradients per target {@code [1, C, spatial...]}, in score per unit of what the model is fed; all
 *     NaN when it was cancelled
 * @param cancelled whether it was cancelled before the end
 */
record InputGradients(List<Double> scores, List<Tensor> gradients, boolean cancelled) {

    /** Differentiates with the given rules. */
    static InputGradients of(Probe probe, Sample input, GradientRules rules) {
        List<Derivative> found = probe.gradients(input, new Differentiation(List.of(Differentiation.INPUT), rules));
        if (!found.isEmpty()) return new InputGradients(found.stream().map(d -> (double) d.score()).toList(),
                found.stream().map(Derivative::gradient).toList(), false);
        Tensor unknown = Tensor.full(Float.NaN, input.x().shape());
        return new InputGradients(IntStream.range(0, probe.targets()).mapToObj(t -> Double.NaN).toList(),
                IntStream.range(0, probe.targets()).mapToObj(t -> unknown).toList(), true);
    }

    /** Makes a map of one target's gradient. */
    @FunctionalInterface
    interface Maker {
        Finding.Attribution map(int target, Tensor gradient, Map<String, Object> facts);
    }

    /** Makes a finding per target, and what is shown beside it. */
    List<Finding> findings(Show show, Maker maker) {
        List<Finding> findings = new ArrayList<>();
        for (int t = 0; t < gradients.size(); t++) {
            Map<String, Object> facts = new LinkedHashMap<>();
            Partial.addTo(facts, cancelled ? 0 : 1, 1);
            facts.put("score", scores.get(t));
            FlatMap.addZero(facts, gradients.get(t), "nothing of the score flows back to the input");
            findings.addAll(show.with(maker.map(t, gradients.get(t), facts)));
        }
        return findings;
    }

    /** Returns the product, element by element. */
    static Tensor product(Tensor a, Tensor b) {
        Tensor p = Tensor.zeros(a.shape());
        for (int i = 0; i < p.size(); i++) p.data()[i] = a.data()[i] * b.data()[i];
        return p;
    }
}
