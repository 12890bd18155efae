// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.explain.FeatureMap;
import io.github.explainj.explain.SilencedChannels;
import io.github.explainj.perturb.Samples;
import io.github.explainj.perturb.ZeroFill;
import io.github.explainj.probe.Derivative;
import io.github.explainj.probe.Differentiation;
import io.github.explainj.probe.Probe;
import io.github.explainj.probe.Sample;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What each channel of a layer is worth to one target.
 *
 * @param score of the unchanged image
 * @param values one per channel, in units of the score; NaN for those that were not reached
 * @param isWhole whether score minus sum is the same for another image: a bias, and nothing else
 */
record ChannelWorth(double score, double[] values, boolean isWhole) {

    private static final double ROUNDING = 1e-4;

    /** Returns the sum over channels. */
    double sum() {
        return Arrays.stream(values).sum();
    }

    /** Returns what the channels do not explain of the score. */
    double rest() {
        return score - sum();
    }

    /** Returns the sum of what supports the target. */
    double support() {
        return Arrays.stream(values).filter(v -> v > 0).sum();
    }

    /** Weighs by gradient times activation; one per target. */
    static List<ChannelWorth> byGradient(Probe probe, Sample input, FeatureMap layer) {
        Differentiation by = new Differentiation(layer.tensor());
        float[] scores = probe.score(input);
        List<Derivative> here = probe.gradients(input, by);
        List<Derivative> elsewhere = new ArrayList<>();
        // half way to a black image: a bias is the same there
        probe.gradients(input, new Samples.Path(new ZeroFill(), List.of(0.5)), by, (i, t, d) -> elsewhere.add(d));
        List<ChannelWorth> all = new ArrayList<>();
        for (int t = 0; t < probe.targets(); t++) {
            if (elsewhere.size() <= t) {
                all.add(missing(scores[t], layer));
                continue;
            }
            ChannelWorth there = new ChannelWorth(elsewhere.get(t).score(), Contribution.sums(layer, elsewhere.get(t)), false);
            ChannelWorth worth = new ChannelWorth(here.get(t).score(), Contribution.sums(layer, here.get(t)), false);
            all.add(new ChannelWorth(worth.score, worth.values, worth.hasRestOf(there)));
        }
        return all;
    }

    private boolean hasRestOf(ChannelWorth other) {
        double scale = Math.abs(score) + Arrays.stream(values).map(Math::abs).sum();
        return Math.abs(rest() - other.rest()) <= ROUNDING * scale;
    }

    /** Measures what setting each channel to 0, alone, costs the score; one per target. */
    static List<ChannelWorth> byAblation(Probe probe, Sample input, FeatureMap layer) {
        float[] scores = probe.score(input);
        Tensor without = probe.scores(input, SilencedChannels.of(layer, "measure=ablation", "take measure=gradient"));
        List<ChannelWorth> all = new ArrayList<>();
        for (int t = 0; t < scores.length; t++) {
            ChannelWorth worth = missing(scores[t], layer);
            for (int k = 0; k < without.size(0); k++) worth.values[k] = scores[t] - (double) without.data()[k * without.size(1) + t];
            all.add(worth);
        }
        return all;
    }

    private static ChannelWorth missing(double score, FeatureMap layer) {
        double[] values = new double[layer.channels()];
        Arrays.fill(values, Double.NaN);
        return new ChannelWorth(score, values, false);
    }
}
