// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.perturb;

import java.util.Arrays;
import java.util.List;

/**
 * The grid of model pixels that a sample is on, with its physical size.
 *
 * @param channels number of channels
 * @param spatial sizes {@code (D,) H, W}; one size for a signal
 * @param micrometres size of a model pixel per spatial axis; NaN where it is not known
 */
public record Grid(int channels, List<Integer> spatial, List<Double> micrometres) {

    public Grid {
        spatial = List.copyOf(spatial);
        micrometres = List.copyOf(micrometres);
    }

    /** Makes a grid whose pixels have no known size. */
    public static Grid of(int channels, int... spatial) {
        return new Grid(channels, Arrays.stream(spatial).boxed().toList(),
                Arrays.stream(spatial).mapToObj(s -> Double.NaN).toList());
    }

    public int rank() {
        return spatial.size();
    }

    /** Returns the number of positions, without channels. */
    public int positions() {
        return spatial.stream().reduce(1, Math::multiplyExact);
    }

    /** Returns {@code [C, spatial...]}. */
    public int[] shape() {
        int[] shape = new int[rank() + 1];
        shape[0] = channels;
        for (int i = 0; i < rank(); i++) shape[i + 1] = spatial.get(i);
        return shape;
    }
}
