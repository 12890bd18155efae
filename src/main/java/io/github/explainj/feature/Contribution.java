// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.explain.ChannelMaps;
import io.github.explainj.explain.FeatureMap;
import io.github.explainj.probe.Derivative;
import io.github.explainj.probe.Differentiation;
import io.github.explainj.probe.Probe;
import io.github.explainj.probe.Sample;
import java.util.List;

/**
 * How much each channel of a layer contributes to a target: gradient times activation, summed over its
 * cells, in units of the score. Where the layer reaches a linear target through a mean over space, that is
 * weight times mean activation exactly (Zhou et al. 2016, arXiv:1512.04150; Selvaraju et al. 2017,
 * arXiv:1610.02391).
 */
final class Contribution {

    private Contribution() {}

    /**
     * Returns one value per channel of the layer, for each of the probe's targets; none when it was cancelled.
     *
     * @return {@code [T][K]}
     */
    static double[][] of(Probe probe, Sample input, FeatureMap layer) {
        List<Derivative> found = probe.gradients(input, new Differentiation(layer.tensor()));
        return found.stream().map(d -> sums(layer, d)).toArray(double[][]::new);
    }

    /** Returns gradient times activation, summed over cells: one value per channel. */
    static double[] sums(FeatureMap layer, Derivative d) {
        ChannelMaps values = layer.arranged(d.values().get(layer.tensor()));
        ChannelMaps gradients = layer.arranged(d.gradients().get(layer.tensor()));
        double[] sums = new double[values.channels()];
        for (int k = 0; k < sums.length; k++)
            for (int p = 0; p < values.cells(); p++) sums[k] += (double) values.row(k)[p] * gradients.row(k)[p];
        return sums;
    }
}
