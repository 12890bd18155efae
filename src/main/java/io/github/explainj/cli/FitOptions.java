// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.cli;

import io.github.explainj.Framing;
import io.github.explainj.input.Fit;
import io.github.explainj.input.ImageRegions;
import io.github.explainj.problem.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Options that say how an image is fitted to the model. */
final class FitOptions {

    @Option(names = "--fit", paramLabel = "F", defaultValue = "auto",
            description = "When the sizes differ: auto, crop, tile, resize or pad. Default: ${DEFAULT-VALUE}.")
    private String fit;

    @Option(names = "--model-channels", paramLabel = "LIST", split = ",",
            description = "Image channels (from 1) that feed the model's channels: 1,2,4; 1,1,1 for one grey channel in three.")
    private List<String> modelChannels = List.of();

    @Option(names = "--normalise", paramLabel = "N", defaultValue = "",
            description = "Intensities: none, 0-1, imagenet, zero_mean_unit_variance or percentile. Default: as the model's files say.")
    private String normalise;

    /** Returns how images are shown to the model, without a selection. */
    Framing framing() {
        return new Framing(fit(), modelChannels.stream().map(FitOptions::channel).toList(), normalise, ImageRegions.NONE);
    }

    private Fit fit() {
        return Arrays.stream(Fit.values()).filter(f -> f.name().toLowerCase(Locale.ROOT).equals(fit.strip().toLowerCase(Locale.ROOT))).findFirst()
                .orElseThrow(() -> new Problem("A07", "--fit " + fit + " is not possible: expected auto, crop, tile, resize or pad."));
    }

    private static int channel(String text) {
        if (text.strip().matches("[1-9]\\d{0,5}")) return Integer.parseInt(text.strip());
        throw new Problem("A07", "--model-channels has \"" + text + "\": expected channel numbers from 1, e.g. 1,2,4.");
    }
}
