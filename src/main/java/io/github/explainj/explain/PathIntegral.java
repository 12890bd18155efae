// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import io.github.explainj.perturb.Fill;
import io.github.explainj.perturb.Samples.Path;
import io.github.explainj.probe.Differentiation;
import io.github.explainj.probe.Probe;
import io.github.explainj.probe.Sample;
import io.github.explainj.tensor.Tensor;

/** The mean gradient of every target along the straight line from a baseline to the input. */
final class PathIntegral {

    private final Quadrature rule;
    private final double[][] sums;
    private final double[] weights;
    private final int done;

    private PathIntegral(Probe probe, Sample input, Fill baseline, Quadrature rule) {
        this.rule = rule;
        sums = new double[probe.targets()][input.x().size()];
        weights = new double[probe.targets()];
        done = probe.gradients(input, new Path(baseline, rule.nodes()), new Differentiation(Differentiation.INPUT),
                (i, t, d) -> {
                    add(t, rule.weights().get(i), d.gradient().data());
                    return true;
                });
    }

    static PathIntegral of(Probe probe, Sample input, Fill baseline, Quadrature rule) {
        return new PathIntegral(probe, input, baseline, rule);
    }

    private void add(int target, double weight, float[] gradient) {
        double[] sum = sums[target];
        for (int i = 0; i < sum.length; i++) sum[i] += weight * gradient[i];
        weights[target] += weight;
    }

    /** Returns at how many points the gradient was taken. */
    int done() {
        return done;
    }

    int steps() {
        return rule.nodes().size();
    }

    boolean isComplete() {
        return done == steps();
    }

    /**
     * Returns {@code (x - b) x mean gradient} of a target, {@code [1, C, spatial...]} in score; of a run
     * that was stopped the mean over the part of the line that was done, NaN when there is none.
     *
     * @param difference {@code x - b}
     */
    Tensor map(int target, Tensor difference) {
        Tensor map = Tensor.zeros(difference.shape());
        for (int i = 0; i < map.size(); i++)
            map.data()[i] = (float) (difference.data()[i] * sums[target][i] / weights[target]);
        return map;
    }

    /** Returns {@code x - b} as the model is fed them. */
    static Tensor difference(Sample input, Fill baseline) {
        Tensor b = input.baseline(baseline);
        Tensor difference = Tensor.zeros(input.x().shape());
        for (int i = 0; i < b.size(); i++) difference.data()[i] = input.x().data()[i] - b.data()[i];
        return difference;
    }

    /** Returns the scores of a baseline by itself; NaN when it was cancelled. */
    static float[] scores(Probe probe, Sample input, Fill baseline) {
        float[] found = probe.scores(input, new Path(baseline, java.util.List.of(0.0))).data();
        if (found.length > 0) return found;
        float[] unknown = new float[probe.targets()];
        java.util.Arrays.fill(unknown, Float.NaN);
        return unknown;
    }
}
