// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.cli;

import io.github.explainj.Framing;
import io.github.explainj.ImageSet;
import io.github.explainj.plugin.Gallery;
import io.github.explainj.plugin.ImageSets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Options that name the images to go through. */
final class AlbumOptions {

    @Option(names = "--images", paramLabel = "FOLDER|FILE", arity = "1..*",
            description = "Images to go through: a folder with all that is below it, or files; of a stack every slice.")
    private List<Path> images = new ArrayList<>();

    @Option(names = "--labels", paramLabel = "CSV", defaultValue = "",
            description = "Classes of these images: columns image and label. Default: the names of their subfolders.")
    private String labels;

    /** Lists them; none is read yet. */
    ImageSet album(Framing framing) {
        if (images.size() > 1) return ImageSets.ofFiles(images, labels, framing);
        return new Gallery(images.isEmpty() ? "" : images.get(0).toString(), labels).album(framing);
    }
}
