// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.imagej;

import ij.ImagePlus;
import ij.gui.Roi;
import io.github.explainj.explain.Finding;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Says which files a finding of a view is written to, besides its table and its raw numbers. */
public final class FindingFiles {

    private FindingFiles() {}

    /**
     * Returns what writes each file, by what its name ends in: {@code .tif} and {@code .png} for pictures,
     * {@code .png} and {@code _rois.zip} for patches, {@code .png} and {@code _thumbnails.png} for points.
     *
     * @param title of the images
     * @param micrometres size of a model pixel per spatial axis; may be empty
     */
    public static Map<String, Consumer<Path>> of(String title, Finding finding, List<Double> micrometres) {
        Map<String, Consumer<Path>> files = new LinkedHashMap<>();
        if (finding instanceof Finding.Picture picture) {
            files.put(".tif", file -> MapFiles.tiff(file, Planes.stack(title, picture, micrometres)));
            files.put(".png", file -> MapFiles.png(file, Planes.montage(title, picture)));
        }
        if (finding instanceof Finding.Patches patches) patches(files, title, patches);
        if (finding instanceof Finding.Points points) points(files, title, points);
        return files;
    }

    /** Returns what writes the files of a map besides those of every map: the outline of a mask. */
    public static Map<String, Consumer<Path>> ofMap(HeatMap map) {
        List<Roi> rois = MaskRois.of(map);
        return rois.isEmpty() ? Map.of() : Map.of("_rois.zip", file -> RoiFiles.write(file, rois));
    }

    private static void patches(Map<String, Consumer<Path>> files, String title, Finding.Patches patches) {
        if (patches.patches().isEmpty()) return;
        files.put(".png", file -> MapFiles.png(file, PatchImages.montage(title, patches)));
        List<Roi> rois = PatchImages.rois(patches);
        if (!rois.isEmpty()) files.put("_rois.zip", file -> RoiFiles.write(file, rois));
    }

    private static void points(Map<String, Consumer<Path>> files, String title, Finding.Points points) {
        files.put(".png", file -> MapFiles.png(file, PointPlots.plot(title, points).getImagePlus()));
        if (points.thumbnails().isEmpty()) return;
        ImagePlus thumbnails = PointPlots.thumbnails(title, points).orElseThrow();
        files.put("_thumbnails.png", file -> MapFiles.png(file, thumbnails));
    }
}
