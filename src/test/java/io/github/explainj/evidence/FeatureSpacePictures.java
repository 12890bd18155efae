// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.evidence;

import io.github.explainj.Explain;
import io.github.explainj.ImageSet;
import io.github.explainj.LookRequest;
import io.github.explainj.Options;
import io.github.explainj.explain.Finding;
import io.github.explainj.feature.View;
import io.github.explainj.imagej.MapFiles;
import io.github.explainj.imagej.PointPlots;
import io.github.explainj.probe.Device;
import io.github.explainj.registry.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Draws the pictures of {@code docs/methods/feature-space.md}: maps of the test models' held-out images. */
public final class FeatureSpacePictures {

    private final Path folder;

    private FeatureSpacePictures(Path folder) {
        this.folder = folder;
    }

    /** @param args the folder; that of the documents when not given */
    public static void main(String[] args) throws IOException {
        FeatureSpacePictures to = new FeatureSpacePictures(Path.of(args.length > 0 ? args[0] : "docs/images/views"));
        Files.createDirectories(to.folder);
        ImageSet images = LabelledImages.channels();
        Finding.Points map = to.look("channels", images, Map.of("method", "tsne"));
        MapFiles.png(to.folder.resolve("feature-space.png"), PointPlots.plot("map", map).getImagePlus());
        Finding.Points pca = to.look("channels", images, Map.of());
        MapFiles.png(to.folder.resolve("feature-space-pca.png"), PointPlots.plot("map", pca).getImagePlus());
        MapFiles.png(to.folder.resolve("feature-space-thumbnails.png"), PointPlots.thumbnails("map", pca).orElseThrow());
        System.out.println(map.facts() + "\n" + pca.facts());
        ij.util.ThreadUtil.threadPoolExecutor.shutdown();
    }

    private Finding.Points look(String model, ImageSet images, Map<String, String> parameters) throws IOException {
        Map<String, String> all = new HashMap<>(parameters);
        all.put("index", Files.createTempDirectory("index").toString());
        View view = Registry.of(View.class).create("feature_space", all);
        try (Explain explain = Explain.open(TestImages.MODELS.resolve(model + ".onnx"), new Options(Device.CPU, Map.of(), null))) {
            return (Finding.Points) explain.look(Optional.empty(), new LookRequest(view, images)).get(0).findings().get(0);
        }
    }
}
