// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The first singular component of channels, by power iteration in double.
 *
 * @param map {@code u_1' A}, {@code [P]}; with the sign that goes with the channels' mean
 * @param share of the squared activations that it explains, in [0, 1]
 */
record PrincipalComponent(double[] map, double share) {

    private static final int MOST = 2000;
    private static final double SETTLED = 1e-12;

    static PrincipalComponent of(ChannelMaps a) {
        double[] direction = new double[a.cells()];
        // any start that is not orthogonal to the component will do; the same one each time
        SplittableRandom random = new SplittableRandom(1);
        for (int p = 0; p < direction.length; p++) direction[p] = 1 + random.nextDouble();
        double[] channels = new double[a.channels()];
        for (int i = 0; i < MOST; i++) {
            channels = unit(times(a, unit(direction)));
            double[] next = a.weighted(channels);
            double change = change(unit(next), unit(direction));
            direction = next;
            if (change < SETTLED) break;
        }
        double all = 0;
        for (float[] row : a.rows()) for (float v : row) all += (double) v * v;
        double explained = Arrays.stream(direction).map(v -> v * v).sum();
        return new PrincipalComponent(signed(direction, a), all == 0 ? 0 : explained / all);
    }

    /** Returns A v. */
    private static double[] times(ChannelMaps a, double[] cells) {
        double[] out = new double[a.channels()];
        for (int k = 0; k < out.length; k++)
            for (int p = 0; p < cells.length; p++) out[k] += a.row(k)[p] * cells[p];
        return out;
    }

    private static double[] unit(double[] v) {
        double length = Math.sqrt(Arrays.stream(v).map(x -> x * x).sum());
        return length == 0 ? v : Arrays.stream(v).map(x -> x / length).toArray();
    }

    private static double change(double[] a, double[] b) {
        double change = 0;
        for (int i = 0; i < a.length; i++) change += (a[i] - b[i]) * (a[i] - b[i]);
        return change;
    }

    /** Turns the map so that it correlates with the mean over channels; where that is flat, its sum is positive. */
    private static double[] signed(double[] map, ChannelMaps a) {
        double[] ones = new double[a.channels()];
        Arrays.fill(ones, 1);
        double[] sum = a.weighted(ones);
        double centre = Arrays.stream(sum).average().orElse(0);
        double correlation = 0;
        for (int p = 0; p < map.length; p++) correlation += map[p] * (sum[p] - centre);
        double sign = correlation != 0 ? correlation : Arrays.stream(map).sum();
        return sign >= 0 ? map : Arrays.stream(map).map(v -> -v).toArray();
    }
}
