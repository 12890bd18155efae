// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.evidence;

import io.github.explainj.Explain;
import io.github.explainj.Options;
import io.github.explainj.Prepared;
import io.github.explainj.Report;
import io.github.explainj.Request;
import io.github.explainj.Result;
import io.github.explainj.Framing;
import io.github.explainj.explain.Explainer;
import io.github.explainj.explain.Finding;
import io.github.explainj.imagej.HeatMap;
import io.github.explainj.imagej.ImageFiles;
import io.github.explainj.imagej.MapFiles;
import io.github.explainj.input.ImageData;
import io.github.explainj.input.ImageRegions;
import io.github.explainj.probe.Cancellation;
import io.github.explainj.probe.Device;
import io.github.explainj.probe.Progress;
import io.github.explainj.registry.Registry;
import io.github.explainj.registry.Schema;
import io.github.explainj.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/**
 * Draws the pictures of {@code docs}: the map of every method that makes one, on the same bundled image,
 * and all of them side by side.
 */
public final class MethodPictures {

    private static final Path FOLDER = Path.of("docs", "images");
    private static final String TARGET = "class:1";

    private final ImageData image = ImageFiles.image(TestImages.MODELS.resolve("puncta_sample.tif"), false);
    private final Map<String, BufferedImage> drawn = new LinkedHashMap<>();

    /** @param args names of methods, whose pictures alone are drawn anew; all and the montage when not given */
    public static void main(String[] args) throws IOException {
        MethodPictures pictures = new MethodPictures();
        List<String> methods = args.length > 0 ? List.of(args) : MethodsEvidence.methods();
        Options options = new Options(Device.CPU, Map.of(), null);
        try (Explain explain = Explain.open(TestImages.MODELS.resolve("puncta.onnx"), options)) {
            pictures.plain();
            for (String method : methods) pictures.draw(explain, method);
        }
        if (args.length == 0) Montage.write(FOLDER.resolve("methods.png"), pictures.drawn);
        ij.util.ThreadUtil.threadPoolExecutor.shutdown();
    }

    /** An empty map leaves the image as it is. */
    private void plain() throws IOException {
        Tensor nothing = Tensor.zeros(image.pixels().shape());
        HeatMap map = new HeatMap("", nothing, true, "", List.of(), Map.of());
        drawn.put("the image", picture(Files.createTempFile("plain", ".png"), map));
    }

    private void draw(Explain explain, String name) throws IOException {
        Schema<Explainer> schema = Registry.of(Explainer.class).schema(name);
        Prepared prepared = explain.prepare(image, new Framing());
        Request request = new Request(List.of(schema.defaults()), List.of(TARGET), ImageRegions.NONE, Progress.NONE,
                new Cancellation());
        Result result = explain.explain(prepared, request).get(0);
        for (Finding f : result.findings())
            if (f instanceof Finding.Attribution map && f.name().equals(name)) {
                Path file = file(name);
                drawn.put(schema.label(), picture(file, new HeatMap(name, result.onImage(map), map.signed(), map.unit(),
                        image.micrometres(), Report.facts(result, 0))));
                System.out.println(name + " " + Files.size(file) + " bytes, " + map.facts());
            }
    }

    /** Where the page of a method has its picture: older ones lie in the folder above. */
    private static Path file(String name) {
        Path older = FOLDER.resolve(name + ".png");
        return Files.exists(older) ? older : FOLDER.resolve("methods").resolve(name + ".png");
    }

    private BufferedImage picture(Path file, HeatMap map) throws IOException {
        Files.createDirectories(file.getParent());
        MapFiles.overlay(file, image, map);
        return ImageIO.read(file.toFile());
    }
}
