// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import ij.ImagePlus;
import io.github.explainj.ImageSet;
import io.github.explainj.Options;
import io.github.explainj.imagej.ImageFiles;
import io.github.explainj.input.ImageData;
import io.github.explainj.input.ImageRegions;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.List;

/** Loads the images and regions that targets and fills name by file. */
public final class Loader implements Options.Files {

    @Override
    public ImageData image(Path file, boolean volume) {
        return ImageFiles.image(file, volume);
    }

    @Override
    public List<ImageSet.Slice> slices(Path file, boolean volumes) {
        return slices(ImageFiles.open(file), volumes);
    }

    /** Lists all slices and frames of an open image; each is converted when it is asked for. */
    static List<ImageSet.Slice> slices(ImagePlus imp, boolean volumes) {
        int depth = volumes ? 1 : imp.getNSlices();
        return new AbstractList<>() {
            @Override
            public ImageSet.Slice get(int i) {
                Plane plane = new Plane(i % depth + 1, i / depth + 1, volumes);
                return new ImageSet.Slice(plane.read(imp), plane.z(), plane.t());
            }

            @Override
            public int size() {
                return depth * imp.getNFrames();
            }
        };
    }

    @Override
    public ImageRegions regions(Path file, List<Integer> imageSize) {
        return ImageFiles.regions(file, imageSize);
    }
}
