// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import ij.IJ;
import ij.ImagePlus;
import io.github.explainj.explain.Finding;
import io.github.explainj.imagej.FindingFiles;
import io.github.explainj.imagej.MapFiles;
import io.github.explainj.input.ImageData;
import io.github.explainj.problem.Problem;
import io.github.explainj.registry.Json;
import io.github.explainj.tensor.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes what a run found to a folder: 32-bit TIFF and PNG per map and picture, CSV per table, one JSON. */
public final class OutputFiles {

    /** What views find besides maps, numbers and tables. */
    private static final List<Class<? extends Finding>> KINDS =
            List.of(Finding.Picture.class, Finding.Patches.class, Finding.Points.class);

    private OutputFiles() {}

    /** Writes everything when a folder is given. */
    public static void write(Outcome outcome) {
        if (outcome.job().common().outputDir().isBlank()) return;
        Path dir = folder(outcome.job().common().outputDir().strip());
        outcome.layers().forEach((title, layers) -> {
            ImagePlus map = MapImages.of(layers, outcome.source().orElseThrow());
            MapFiles.tiff(dir.resolve(safe(title) + ".tif"), map);
            for (Layer layer : layers) outline(dir, title, layer, layers.size() > 1);
            for (Layer layer : layers) picture(dir, title, layer, outcome, layers.size() > 1);
        });
        outcome.titled(Finding.Inner.class)
                .forEach((title, p) -> Npy.write(dir.resolve(safe(title) + ".npy"), p.finding().values()));
        for (Class<? extends Finding> kind : KINDS)
            outcome.titled(kind).forEach((title, p) -> FindingFiles.of(title, p.finding(), p.micrometres())
                    .forEach((ending, write) -> write.accept(dir.resolve(safe(title) + ending))));
        outcome.tables().forEach((title, table) -> MapFiles.csv(dir.resolve(safe(title) + ".csv"), table));
        json(dir, outcome);
        IJ.log("ExplainJ: files are in " + dir);
    }

    private static void picture(Path dir, String title, Layer layer, Outcome outcome, boolean several) {
        if (layer.error()) return;
        ImageData data = layer.plane().read(outcome.source().orElseThrow());
        MapFiles.overlay(dir.resolve(safe(title) + position(layer, several) + ".png"), data, layer.map());
    }

    private static void outline(Path dir, String title, Layer layer, boolean several) {
        String name = safe(title) + position(layer, several);
        FindingFiles.ofMap(layer.map()).forEach((ending, write) -> write.accept(dir.resolve(name + ending)));
    }

    private static String position(Layer layer, boolean several) {
        return several ? "_z" + layer.plane().z() + "_t" + layer.plane().t() : "";
    }

    private static void json(Path dir, Outcome outcome) {
        Path file = dir.resolve(safe(outcome.title() + "_" + outcome.job().name()) + ".json");
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("complete", outcome.complete());
        all.put("results", outcome.records());
        try {
            Files.writeString(file, Json.write(all));
        } catch (IOException e) {
            throw cannotWrite(file.toString(), e);
        }
    }

    /** Returns a name that every file system takes. */
    private static String safe(String title) {
        return title.replaceAll("[\\\\/:*?\"<>|\\p{Cntrl}]", "_");
    }

    static Path folder(String name) {
        try {
            return Files.createDirectories(Path.of(name));
        } catch (IOException | InvalidPathException e) {
            throw cannotWrite(name, e);
        }
    }

    private static Problem cannotWrite(String name, Throwable e) {
        return new Problem("E09", "output_dir: " + name + " cannot be written (" + e.getMessage()
                + "). Choose a folder with write permission and free space.", e);
    }
}
