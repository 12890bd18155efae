// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.cli;

import io.github.explainj.Explain;
import io.github.explainj.Framing;
import io.github.explainj.imagej.ImageFiles;
import io.github.explainj.imagej.StackFiles;
import io.github.explainj.input.ImageData;
import io.github.explainj.input.ImageRegions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An image file.
 *
 * @param file any format that ImageJ reads
 * @param shown how it is shown to the model
 */
record ImageInput(Path file, Showing shown) implements Input {

    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public String stem() {
        return Stems.of(file);
    }

    @Override
    public List<Path> protectedFiles() {
        return List.of(file);
    }

    @Override
    public List<Loaded> load(Explain explain) {
        boolean volume = explain.card().inputs().get(0).axes().spatialRank() == 3;
        List<ImageData> images = StackFiles.read(file, volume, shown.stack());
        List<Loaded> all = new ArrayList<>();
        for (int i = 0; i < images.size(); i++)
            all.add(load(explain, images.get(i), images.size() == 1 ? stem() : stem() + "_" + (i + 1)));
        return all;
    }

    private Loaded load(Explain explain, ImageData image, String stem) {
        List<Integer> size = Arrays.stream(image.pixels().spatial()).boxed().toList();
        Framing plain = shown.framing();
        Framing framing = new Framing(plain.fit(), plain.modelChannels(), plain.normalise(), regions(shown.roi(), size));
        return new Loaded(stem, explain.prepare(image, framing), image, regions(shown.regions(), size), false);
    }

    private static ImageRegions regions(Path file, List<Integer> size) {
        return file == null ? ImageRegions.NONE : ImageFiles.regions(file, size);
    }
}
