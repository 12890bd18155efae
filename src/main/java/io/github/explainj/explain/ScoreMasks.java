// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import io.github.explainj.perturb.DenseMasks;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Masks made of a layer's channels: each enlarged to the input's grid and scaled to 0 to 1.
 *
 * @param maps of the layer
 * @param chosen which channels, in rising order; none that is flat
 * @param placement where cells lie
 */
record ScoreMasks(ChannelMaps maps, List<Integer> chosen, Placement placement) implements DenseMasks {

    /**
     * Chooses channels that vary.
     *
     * @param most how many at most, those that vary most; 0 for all
     */
    static ScoreMasks of(ChannelMaps maps, int most, Placement placement) {
        double[] spread = IntStream.range(0, maps.channels()).mapToDouble(k -> spread(maps.row(k))).toArray();
        List<Integer> varying = IntStream.range(0, spread.length).filter(k -> spread[k] > 0).boxed()
                .sorted(Comparator.comparingDouble((Integer k) -> -spread[k]))
                .limit(most == 0 ? spread.length : most).sorted().toList();
        return new ScoreMasks(maps, varying, placement);
    }

    /** Returns the variance of a channel over cells; 0 when all are equal. */
    private static double spread(float[] row) {
        double mean = 0;
        for (float v : row) mean += v / (double) row.length;
        double sum = 0;
        boolean equal = true;
        for (float v : row) {
            sum += (v - mean) * (v - mean);
            equal &= v == row[0];
        }
        return equal ? 0 : sum;
    }

    @Override
    public int count() {
        return chosen.size();
    }

    @Override
    public boolean perChannel() {
        return false;
    }

    @Override
    public void write(int i, float[] into) {
        float[] enlarged = placement.enlarge(maps.row(chosen.get(i)));
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        for (float v : enlarged) {
            min = Math.min(min, v);
            max = Math.max(max, v);
        }
        if (!(max > min)) Arrays.fill(into, 0, enlarged.length, 0);
        else for (int p = 0; p < enlarged.length; p++) into[p] = (enlarged[p] - min) / (max - min);
    }
}
