// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.perturb;

import io.github.explainj.tensor.Tensor;

/**
 * Tells what the background of an image looks like, from its intensities.
 *
 * <p>A colour image is COLOUR. Otherwise, with p1 and p99 the 1st and 99th percentile of a channel,
 * the position of a value v is (v - p1) / (p99 - p1); the image is DARK when the mean of the
 * positions of the median and of the mode, averaged over the channels that are not constant, is
 * below 1/3, else BRIGHT. Sparse fluorescence is near 0.05, a confluent one near 0.3 (its mode is
 * the background), phase contrast near 0.5, stained tissue in grey near 0.8. A constant image is
 * DARK.
 */
public final class Backgrounds {

    private static final double DARK_BELOW = 1 / 3.0;

    private Backgrounds() {}

    /**
     * @param whole the whole image, {@code [1, C, spatial...]}, raw intensities
     * @param colour true for RGB, whose channels belong together
     */
    public static Scene.Background of(Tensor whole, boolean colour) {
        if (colour) return Scene.Background.COLOUR;
        double sum = 0;
        int n = 0;
        for (int c = 0; c < whole.channels(); c++) {
            double position = position(Statistics.of(whole, c));
            if (Double.isNaN(position)) continue;
            sum += position;
            n++;
        }
        return n == 0 || sum / n < DARK_BELOW ? Scene.Background.DARK : Scene.Background.BRIGHT;
    }

    private static double position(Statistics channel) {
        double p1 = channel.quantile(0.01);
        double range = channel.quantile(0.99) - p1;
        return range > 0 ? ((channel.quantile(0.5) + channel.mode()) / 2 - p1) / range : Double.NaN;
    }
}
