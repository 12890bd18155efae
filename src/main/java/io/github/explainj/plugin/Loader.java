// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import io.github.explainj.Options;
import io.github.explainj.imagej.ImageFiles;
import io.github.explainj.input.ImageData;
import io.github.explainj.input.ImageRegions;
import java.nio.file.Path;
import java.util.List;

/** Loads the images and regions that targets and fills name by file. */
public final class Loader implements Options.Files {

    @Override
    public ImageData image(Path file, boolean volume) {
        return ImageFiles.image(file, volume);
    }

    @Override
    public ImageRegions regions(Path file, List<Integer> imageSize) {
        return ImageFiles.regions(file, imageSize);
    }
}
