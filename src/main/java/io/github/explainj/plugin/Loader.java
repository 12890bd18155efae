// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import ij.ImagePlus;
import io.github.explainj.ImageSet;
import io.github.explainj.Options;
import io.github.explainj.imagej.ImageFiles;
import io.github.explainj.imagej.Images;
import io.github.explainj.input.ImageData;
import io.github.explainj.input.ImageRegions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Loads the images and regions that targets and fills name by file. */
public final class Loader implements Options.Files {

    @Override
    public ImageData image(Path file, boolean volume) {
        return ImageFiles.image(file, volume);
    }

    @Override
    public List<ImageSet.Slice> slices(Path file, boolean volumes) {
        ImagePlus imp = ImageFiles.open(file);
        List<ImageSet.Slice> slices = new ArrayList<>();
        for (int t = 1; t <= imp.getNFrames(); t++)
            for (int z = 1; z <= (volumes ? 1 : imp.getNSlices()); z++)
                slices.add(new ImageSet.Slice(volumes ? Images.volume(imp, t) : Images.slice(imp, z, t), z, t));
        return slices;
    }

    @Override
    public ImageRegions regions(Path file, List<Integer> imageSize) {
        return ImageFiles.regions(file, imageSize);
    }
}
