// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * How the channels of a map are reduced to one for the eye. What is reduced comes beside the map, never
 * in its place: the signs and channels are the result.
 */
public enum Show {

    /** The channels as they are, and nothing beside them. */
    CHANNELS,
    /** The sum over channels, signed: what all channels of a pixel do together. */
    SIGNED_SUM,
    /** The largest absolute value over channels. */
    MAX_ABS,
    /** The sum of absolute values over channels. */
    SUM_ABS;

    /** Returns the map, followed by its reduction when one is asked for: {@code <name>_max_abs}. */
    List<Finding> with(Finding.Attribution map) {
        List<Finding> both = new ArrayList<>(List.of(map));
        if (this != CHANNELS)
            both.add(new Finding.Attribution(map.target(), map.name() + "_" + text(), reduced(map.map()),
                    this == SIGNED_SUM && map.signed(), map.unit() + ", " + text().replace('_', ' ') + " over channels",
                    map.facts()));
        return both;
    }

    private String text() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Reduces {@code [1, C, spatial...]} to {@code [1, 1, spatial...]}. */
    Tensor reduced(Tensor map) {
        int[] shape = map.shape();
        shape[1] = 1;
        Tensor one = Tensor.zeros(shape);
        for (int i = 0; i < one.size(); i++) {
            double value = 0;
            for (int c = 0; c < map.channels(); c++) value = joined(value, map.data()[c * one.size() + i]);
            one.data()[i] = (float) value;
        }
        return one;
    }

    private double joined(double before, double next) {
        return this == MAX_ABS ? Math.max(before, Math.abs(next)) : before + (this == SUM_ABS ? Math.abs(next) : next);
    }
}
