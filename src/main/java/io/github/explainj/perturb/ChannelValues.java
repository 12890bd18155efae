// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.perturb;

import io.github.explainj.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * One value per channel, the same everywhere.
 *
 * @param name what it is: {@code background p5}
 * @param values raw intensities {@code [C]}
 */
record ChannelValues(String name, double[] values) {

    /** Takes a statistic of each channel of the whole image: a crop that is all cell has no background. */
    static ChannelValues of(String name, Scene scene, java.util.function.ToDoubleFunction<Statistics> statistic) {
        double[] values = new double[scene.raw().channels()];
        for (int c = 0; c < values.length; c++) values[c] = statistic.applyAsDouble(Statistics.of(scene.whole(), c));
        return new ChannelValues(name, values);
    }

    /** Returns {@code [1, C, spatial...]}. */
    Tensor like(Tensor raw) {
        Tensor t = Tensor.zeros(raw.shape());
        int size = raw.size() / values.length;
        for (int c = 0; c < values.length; c++) Arrays.fill(t.data(), c * size, (c + 1) * size, (float) values[c]);
        return t;
    }

    /** Returns {@code "background p5 = 12, 14"}. */
    String describe() {
        return name + " = " + Arrays.stream(values).mapToObj(Numbers::shortly).collect(Collectors.joining(", "));
    }
}
