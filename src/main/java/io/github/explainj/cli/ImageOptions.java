// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.cli;

import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that say how images are shown to the model. */
final class ImageOptions {

    @Option(names = "--regions", paramLabel = "FILE",
            description = "Label image, .roi or ROI zip: a table with the effect of each region.")
    private Path regions;

    @Option(names = "--roi", paramLabel = "FILE",
            description = "Mask image or .roi that stands for the active selection: a crop is centred on it, region:C means it.")
    private Path roi;

    @Mixin
    private FitOptions fitting = new FitOptions();

    @Option(names = "--stack", paramLabel = "S", defaultValue = "ask",
            description = "Slices of a stack for a 2D model, frames for a 3D one: all, or a number from 1.")
    private String stack;

    Path regions() {
        return regions;
    }

    /** Returns the options that a command takes which opens no image of its own. */
    FitOptions fitting() {
        return fitting;
    }

    Showing showing() {
        return new Showing(fitting.framing(), roi, regions, stack);
    }
}
