// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import java.util.List;

/**
 * A part of a map that stands out, and the box around it.
 *
 * @param low first corner {@code (z,) y, x} in pixels
 * @param high last corner, included
 * @param positions what belongs to it: indices into the map, the last axis fastest, in rising order
 * @param size of the map {@code (D,) H, W}
 * @param mean of the map's values in it
 * @param peak the map's value in it that is farthest from 0, with its own sign
 */
public record MapBox(List<Integer> low, List<Integer> high, List<Integer> positions, List<Integer> size, double mean, double peak) {

    public MapBox {
        low = List.copyOf(low);
        high = List.copyOf(high);
        positions = List.copyOf(positions);
        size = List.copyOf(size);
    }

    /** Returns how many pixels the box has along an axis. */
    public int length(int axis) {
        return high.get(axis) - low.get(axis) + 1;
    }
}
