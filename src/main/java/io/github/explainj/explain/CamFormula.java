// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

/** Turns a layer's activations and the score's gradient with respect to them into one map. */
@FunctionalInterface
interface CamFormula {

    /**
     * @param a activations {@code [K, P]}
     * @param g gradient of the score, {@code [K, P]}
     * @return {@code [P]}, signed: positive supports the score
     */
    double[] map(ChannelMaps a, ChannelMaps g);

    /** Makes a formula of one weight per channel. */
    static CamFormula weights(ChannelWeight weight) {
        return (a, g) -> {
            double[] w = new double[a.channels()];
            for (int k = 0; k < w.length; k++) w[k] = weight.of(a.row(k), g.row(k));
            return a.weighted(w);
        };
    }

    /** Makes a formula that sums something over the channels of each cell. */
    static CamFormula sum(CellTerm term) {
        return (a, g) -> {
            double[] map = new double[a.cells()];
            for (int k = 0; k < a.channels(); k++)
                for (int p = 0; p < map.length; p++) map[p] += term.of(a.row(k)[p], g.row(k)[p]);
            return map;
        };
    }

    /** The weight of a channel, from its activations and gradients {@code [P]}. */
    @FunctionalInterface
    interface ChannelWeight {
        double of(float[] a, float[] g);
    }

    /** What a channel adds to a cell. */
    @FunctionalInterface
    interface CellTerm {
        double of(double a, double g);
    }
}
