// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import java.util.List;

/**
 * A preset with what refines it.
 *
 * @param preset one of {@link Normalisations#NAMES}
 * @param range raw intensities that become 0 and 1; empty for the image's bit depth
 * @param mean subtracted after the preset, per model channel; empty for none
 * @param std divided by after the preset, per model channel; empty for none
 * @param channelOrder {@code rgb} or {@code bgr}: what the model wants of an RGB image
 */
public record Normalisation(String preset, List<Double> range, List<Double> mean, List<Double> std,
        String channelOrder) {

    /** Values go in as they are. */
    public static final Normalisation NONE = new Normalisation("none");

    public Normalisation {
        range = List.copyOf(range);
        mean = List.copyOf(mean);
        std = List.copyOf(std);
    }

    public Normalisation(String preset) {
        this(preset, List.of(), List.of(), List.of(), "rgb");
    }

    Normalisation withPreset(String other) {
        return new Normalisation(other, range, List.of(), List.of(), channelOrder);
    }

    Normalisation withRange(List<Double> other) {
        return new Normalisation(preset, other, mean, std, channelOrder);
    }

    Normalisation withMean(List<Double> other) {
        return new Normalisation(preset, range, other, std, channelOrder);
    }

    Normalisation withStd(List<Double> other) {
        return new Normalisation(preset, range, mean, other, channelOrder);
    }

    Normalisation withOrder(String other) {
        return new Normalisation(preset, range, mean, std, other);
    }
}
