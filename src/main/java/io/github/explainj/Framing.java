// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import io.github.explainj.input.Fit;
import io.github.explainj.input.ImageRegions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How an image is shown to a model.
 *
 * @param fit what is done when the sizes differ
 * @param modelChannels which image channels (from 1) feed the model's channels, in order; empty when
 *     they are as many. {@code [1, 1, 1]} feeds one grey channel into three
 * @param normalise a preset ({@code none, 0-1, imagenet, zero_mean_unit_variance, percentile}); empty
 *     for what the package says
 * @param roi the active ROI as the only region, or none; {@code fit=auto} centres a crop on it and
 *     {@code region:C} without a file means it
 */
public record Framing(Fit fit, List<Integer> modelChannels, String normalise, ImageRegions roi) {

    public Framing {
        modelChannels = List.copyOf(modelChannels);
    }

    /** Everything as the package and the image say. */
    public Framing() {
        this(Fit.AUTO, List.of(), "", ImageRegions.NONE);
    }

    /** Returns all but the ROI as texts by parameter, with the facts that the user set about the model. */
    Map<String, String> texts(Map<String, String> overrides) {
        String channels = modelChannels.stream().map(String::valueOf).collect(Collectors.joining(","));
        return Map.of("fit", fit.name().toLowerCase(Locale.ROOT), "channel_list", channels, "normalise", normalise,
                "overrides", overrides.entrySet().stream().map(String::valueOf).collect(Collectors.joining(" ")));
    }
}
