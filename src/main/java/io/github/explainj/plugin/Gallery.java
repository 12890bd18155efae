// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import io.github.explainj.Framing;
import io.github.explainj.ImageSet;
import io.github.explainj.problem.Problem;
import io.github.explainj.registry.About;
import java.util.List;

/**
 * What views ask for that go through images, besides {@link Common}; read by the same schema.
 *
 * @param images folder, file or open stack; empty for none
 * @param labels CSV with the class of each image; empty for none
 */
public record Gallery(
        @About("Images to go through: a folder, a file, or the title of an open stack.") String images,
        @About("Classes of these images: a CSV file of image,label; empty for the names of their subfolders.") String labels) {

    /**
     * Lists the images, none of which is read yet.
     *
     * @param framing how each is shown to the model
     */
    public ImageSet album(Framing framing) {
        if (!images.isBlank()) return ImageSets.of(images, labels, framing);
        if (labels.isBlank()) return new ImageSet(List.of(), framing);
        throw new Problem("A07", "labels=" + labels + " are classes of the images to go through, and none are given."
                + " Add images=FOLDER.");
    }

    /** Goes through no images. */
    public Gallery() {
        this("", "");
    }
}
