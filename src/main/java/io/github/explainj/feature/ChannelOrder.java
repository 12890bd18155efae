// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The order of channels.
 *
 * @param shown in which they are shown
 * @param ranks the place of each channel, from 1, the one of the largest value first
 */
record ChannelOrder(List<Integer> shown, List<Integer> ranks) {

    /**
     * Sorts; equal ones by number, NaN last.
     *
     * @param values one per channel
     * @param asNumbered shows them as they are numbered, and only ranks them
     */
    static ChannelOrder of(double[] values, boolean asNumbered) {
        List<Integer> numbered = IntStream.range(0, values.length).boxed().toList();
        List<Integer> ranked = numbered.stream().sorted(Comparator.comparingDouble((Integer k) ->
                Double.isNaN(values[k]) ? Double.POSITIVE_INFINITY : -values[k])).toList();
        Integer[] ranks = new Integer[values.length];
        for (int i = 0; i < ranks.length; i++) ranks[ranked.get(i)] = i + 1;
        return new ChannelOrder(asNumbered ? numbered : ranked, Arrays.asList(ranks));
    }

    /** Returns the place of a channel, from 1. */
    int rank(int channel) {
        return ranks.get(channel);
    }
}
