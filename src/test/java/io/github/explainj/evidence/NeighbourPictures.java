// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.evidence;

import io.github.explainj.Explain;
import io.github.explainj.Framing;
import io.github.explainj.LookRequest;
import io.github.explainj.Options;
import io.github.explainj.Prepared;
import io.github.explainj.explain.Finding;
import io.github.explainj.feature.View;
import io.github.explainj.imagej.MapFiles;
import io.github.explainj.imagej.PatchImages;
import io.github.explainj.registry.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Draws the picture of {@code docs/methods/nearest-neighbours.md}: neighbours of the bundled image among the held-out ones. */
public final class NeighbourPictures {

    private NeighbourPictures() {}

    /** @param args the file; that of the documents when not given */
    public static void main(String[] args) throws IOException {
        Path file = Path.of(args.length > 0 ? args[0] : "docs/images/views/neighbours.png");
        Files.createDirectories(file.toAbsolutePath().getParent());
        View view = Registry.of(View.class).create("nearest_neighbours", Map.of("index", Files.createTempDirectory("index").toString()));
        try (Explain explain = Explain.open(TestImages.MODELS.resolve("puncta.onnx"), new Options())) {
            Prepared query = explain.prepare(io.github.explainj.imagej.ImageFiles.image(TestImages.MODELS.resolve("puncta_sample.tif"), false),
                    new Framing());
            List<Finding> found = explain.look(Optional.of(query), new LookRequest(view, LabelledImages.puncta())).get(0).findings();
            MapFiles.png(file, PatchImages.montage("neighbours", (Finding.Patches) found.get(0)));
            ((Finding.Scores) found.get(1)).rows().forEach(System.out::println);
            ((Finding.Scores) found.get(2)).rows().forEach(System.out::println);
            System.out.println(found.get(0).facts());
        }
        ij.util.ThreadUtil.threadPoolExecutor.shutdown();
    }
}
