// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.evidence;

import io.github.explainj.Framing;
import io.github.explainj.ImageSet;
import io.github.explainj.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** The held-out images of a test model with their classes, as images to go through. */
final class LabelledImages {

    private LabelledImages() {}

    /** Lists the images of the puncta model: as many infected ones as there are healthy ones, which follow. */
    static ImageSet puncta() {
        List<ImageSet.Entry> entries = new ArrayList<>();
        List<Tensor> healthy = TestImages.planes("puncta_healthy.tif");
        for (Tensor image : TestImages.planes("puncta_test.tif").subList(0, healthy.size())) entries.add(entry(entries.size(), image, "infected"));
        for (Tensor image : healthy) entries.add(entry(entries.size(), image, "healthy"));
        return new ImageSet(entries, new Framing());
    }

    /** Lists the images of the channels model. */
    static ImageSet channels() throws IOException {
        List<Tensor> planes = TestImages.planes("channels_test.tif");
        List<String> lines = Files.readAllLines(TestImages.FOLDER.resolve("channels_test.csv"));
        List<ImageSet.Entry> entries = new ArrayList<>();
        for (int i = 0; i < planes.size() / 4; i++)
            entries.add(entry(i, TestImages.channels(planes.subList(4 * i, 4 * i + 4)), lines.get(i + 1).split(",")[2]));
        return new ImageSet(entries, new Framing());
    }

    private static ImageSet.Entry entry(int i, Tensor image, String label) {
        String name = "image " + i;
        return new ImageSet.Entry(name, "", name, label, volumes -> List.of(new ImageSet.Slice(TestImages.image(name, image), 1, 1)));
    }
}
