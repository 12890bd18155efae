// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.evidence;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Overlay;
import ij.io.FileSaver;
import ij.process.ColorProcessor;
import ij.process.ImageConverter;
import io.github.explainj.Explain;
import io.github.explainj.Framing;
import io.github.explainj.ImageSet;
import io.github.explainj.LookRequest;
import io.github.explainj.Options;
import io.github.explainj.Prepared;
import io.github.explainj.Result;
import io.github.explainj.explain.Finding;
import io.github.explainj.feature.View;
import io.github.explainj.imagej.ImageFiles;
import io.github.explainj.imagej.MaskRois;
import io.github.explainj.imagej.PatchImages;
import io.github.explainj.imagej.Planes;
import io.github.explainj.input.ImageRegions;
import io.github.explainj.probe.Cancellation;
import io.github.explainj.probe.Device;
import io.github.explainj.probe.Progress;
import io.github.explainj.registry.Registry;
import io.github.explainj.tensor.Tensor;
import java.awt.Color;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Draws the pictures of the pages on maximally activating patches and on activation masks. */
public final class PatchPictures {

    private static final Path FOLDER = Path.of("docs", "images", "views");

    private PatchPictures() {}

    /** @param args none */
    public static void main(String[] args) throws java.io.IOException {
        Files.createDirectories(FOLDER);
        try (Explain explain = Explain.open(TestImages.MODELS.resolve("puncta.onnx"), new Options(Device.CPU, Map.of(), null))) {
            patches(explain);
            mask(explain);
        }
        ij.util.ThreadUtil.threadPoolExecutor.shutdown();
    }

    private static ImageSet images() {
        List<ImageSet.Entry> entries = new ArrayList<>();
        for (Tensor t : TestImages.planes("puncta_test.tif")) {
            String name = "image " + (entries.size() + 1);
            entries.add(new ImageSet.Entry(name, "", "", "", volumes -> List.of(new ImageSet.Slice(TestImages.image(name, t), 1, 1))));
        }
        return new ImageSet(entries, new Framing());
    }

    private static Result look(Explain explain, Optional<Prepared> image, String view, Map<String, String> settings) {
        LookRequest request = new LookRequest(Registry.of(View.class).create(view, settings), List.of(), ImageRegions.NONE, images(),
                Progress.NONE, new Cancellation());
        return explain.look(image, request).get(0);
    }

    private static void patches(Explain explain) {
        Result found = look(explain, Optional.empty(), "activating_patches", Map.of("channel", "1,4"));
        System.out.println(found.findings().get(0).facts());
        ImagePlus montage = PatchImages.montage("patches", (Finding.Patches) found.findings().get(0));
        montage.setOverlay((Overlay) null);
        write("activating-patches", montage);
    }

    /** Puts the image, the dimmed one and the outline side by side. */
    private static void mask(Explain explain) {
        ImagePlus image = ImageFiles.open(TestImages.MODELS.resolve("puncta_sample.tif"));
        Prepared prepared = explain.prepare(ImageFiles.image(TestImages.MODELS.resolve("puncta_sample.tif"), false), new Framing());
        Result found = look(explain, Optional.of(prepared), "activation_mask", Map.of("channel", "1", "quantile", "0.05"));
        Tensor mask = found.onImage((Finding.Attribution) found.findings().get(0));
        System.out.println(((Finding.Scores) found.findings().get(2)).rows());
        ImagePlus dimmed = Planes.stack("dimmed", (Finding.Picture) found.findings().get(1), List.of());
        dimmed.setDisplayRange(0, image.getStatistics().max);
        image.setDisplayRange(0, image.getStatistics().max);
        ImagePlus outlined = image.duplicate();
        outlined.setDisplayRange(0, image.getStatistics().max);
        Overlay overlay = new Overlay();
        MaskRois.of(mask).forEach(r -> {
            r.setStrokeColor(new Color(0xff, 0xd0, 0x20));
            overlay.add(r);
        });
        outlined.setOverlay(overlay);
        ColorProcessor all = new ColorProcessor(3 * 296 - 8, 288);
        all.setColor(Color.WHITE);
        all.fill();
        ImagePlus[] parts = {image, dimmed, outlined};
        for (int i = 0; i < parts.length; i++) all.insert(large(parts[i]), i * 296, 0);
        write("activation-mask", new ImagePlus("mask", all));
    }

    private static ColorProcessor large(ImagePlus image) {
        ColorProcessor large = (ColorProcessor) image.getProcessor().convertToRGB();
        large.setInterpolationMethod(ij.process.ImageProcessor.NONE);
        large = (ColorProcessor) large.resize(288, 288);
        ImagePlus shown = new ImagePlus("", large);
        if (image.getOverlay() != null) shown.setOverlay(image.getOverlay().scale(3, 3));
        return (ColorProcessor) shown.flatten().getProcessor();
    }

    private static void write(String name, ImagePlus picture) {
        // 256 colours are a third of the bytes
        new ImageConverter(picture).convertRGBtoIndexedColor(256);
        new FileSaver(picture).saveAsPng(FOLDER.resolve(name + ".png").toString());
        IJ.log(name + " " + picture);
    }
}
