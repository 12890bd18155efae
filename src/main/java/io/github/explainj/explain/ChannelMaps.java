// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

/**
 * One map of P cells per channel, K channels: {@code [K, P]}.
 *
 * @param rows {@code K} rows of {@code P} values
 */
public record ChannelMaps(float[][] rows) {

    public ChannelMaps(int channels, int cells) {
        this(new float[channels][cells]);
    }

    public int channels() {
        return rows.length;
    }

    public int cells() {
        return rows.length == 0 ? 0 : rows[0].length;
    }

    /** Returns the live values of a channel. */
    public float[] row(int channel) {
        return rows[channel];
    }

    /** Returns the sum over cells of a channel. */
    public double sum(int channel) {
        double sum = 0;
        for (float v : rows[channel]) sum += v;
        return sum;
    }

    /** Returns {@code sum_k weights_k A_k} per cell. */
    public double[] weighted(double[] weights) {
        double[] map = new double[cells()];
        for (int k = 0; k < rows.length; k++)
            for (int p = 0; p < map.length; p++) map[p] += weights[k] * rows[k][p];
        return map;
    }
}
