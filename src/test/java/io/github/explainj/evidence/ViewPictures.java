// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.evidence;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ImageConverter;
import io.github.explainj.Explain;
import io.github.explainj.Framing;
import io.github.explainj.ImageSet;
import io.github.explainj.LookRequest;
import io.github.explainj.Options;
import io.github.explainj.Prepared;
import io.github.explainj.explain.Finding;
import io.github.explainj.feature.View;
import io.github.explainj.imagej.ImageFiles;
import io.github.explainj.imagej.Planes;
import io.github.explainj.input.ImageRegions;
import io.github.explainj.probe.Cancellation;
import io.github.explainj.probe.Device;
import io.github.explainj.probe.Progress;
import io.github.explainj.registry.Registry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Draws the montages that the pages of views that show channels and filters have, on the bundled images. */
public final class ViewPictures {

    private static final Path FOLDER = Path.of("docs", "images", "views");

    private ViewPictures() {}

    /** @param args model of {@code test-models}, view, file name, then keys and values; none draws those of the pages */
    public static void main(String[] args) throws java.io.IOException {
        Files.createDirectories(FOLDER);
        if (args.length > 0) {
            Map<String, String> settings = new java.util.TreeMap<>();
            for (int i = 3; i < args.length; i += 2) settings.put(args[i], args[i + 1]);
            draw(args[0], args[1], args[2], settings);
        } else {
            draw("puncta", "feature_maps", "feature-maps", Map.of("sort", "contribution"));
            draw("puncta", "gradient_maps", "gradient-maps", Map.of("layer", "/features/features.6/Relu_output_0", "sort", "mean", "scale", "common"));
            draw("channels", "filters", "filters", Map.of());
        }
        ij.util.ThreadUtil.threadPoolExecutor.shutdown();
    }

    private static void draw(String model, String name, String file, Map<String, String> settings) throws java.io.IOException {
        View view = Registry.of(View.class).create(name, settings);
        try (Explain explain = Explain.open(model.contains("/") ? Path.of(model) : TestImages.MODELS.resolve(model + ".onnx"),
                new Options(Device.CPU, Map.of(), null))) {
            Path sample = TestImages.MODELS.resolve(model + "_sample.tif");
            Optional<Prepared> image = Files.exists(sample)
                    ? Optional.of(explain.prepare(ImageFiles.image(sample, false), new Framing())) : Optional.empty();
            LookRequest request = new LookRequest(view, view.needsTarget() ? List.of("class:1") : List.of(), ImageRegions.NONE,
                    ImageSet.NONE, Progress.NONE, new Cancellation());
            for (Finding f : explain.look(image, request).get(0).findings()) {
                if (f instanceof Finding.Scores s) s.rows().stream().limit(5).forEach(r -> System.out.println(s.columns() + " " + r));
                if (f instanceof Finding.Picture p) write(FOLDER.resolve(file + ".png"), Planes.montage(file, p));
                if (f instanceof Finding.Picture) System.out.println(f.facts());
            }
        }
    }

    private static void write(Path file, ImagePlus montage) {
        // 256 colours are a third of the bytes
        new ImageConverter(montage).convertRGBtoIndexedColor(256);
        new FileSaver(montage).saveAsPng(file.toString());
        System.out.println(file + " " + montage);
    }
}
