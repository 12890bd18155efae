// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.imagej;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.io.Opener;
import io.github.explainj.input.ImageData;
import io.github.explainj.input.ImageRegions;
import io.github.explainj.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;

/**
 * Opens image and ROI files without a display. A file is checked first, because ImageJ's readers show
 * a damaged one as black or ask in a dialog.
 */
public final class ImageFiles {

    private static final double SHARE_OF_MEMORY = 0.8;

    private ImageFiles() {}

    /**
     * Opens an image file with all its slices, channels and frames, one after the other: ImageJ's readers share
     * settings.
     *
     * @throws Problem I01 to I04, I11, I12, I15, I16, naming the file and what to do
     */
    public static synchronized ImagePlus open(Path file) {
        FileKind kind = FileKind.of(file);
        BasicFileAttributes before = attributes(file);
        ImagePlus imp = switch (kind) {
            case TIFF -> tiff(file);
            case RASTER -> RasterFiles.open(file, available());
            case BIG_TIFF -> throw RasterFiles.unsupported(file, "it is a BigTIFF", null);
            case ZIP, OTHER -> other(file);
        };
        BasicFileAttributes after = attributes(file);
        if (before.size() != after.size() || !before.lastModifiedTime().equals(after.lastModifiedTime()))
            throw new Problem("I12", file + " was replaced while it was read; try again when it is complete.");
        return imp;
    }

    /** Loads one image: the first slice and frame, or the first frame's volume. */
    public static ImageData image(Path file, boolean volume) {
        ImagePlus imp = open(file);
        return volume ? Images.volume(imp, 1) : Images.slice(imp, 1, 1);
    }

    /**
     * Loads a label or mask image, a {@code .roi} file or a ROI zip as regions.
     *
     * @param size {@code (D,) H, W} of the image on which they lie
     */
    public static ImageRegions regions(Path file, List<Integer> size) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".roi") || name.endsWith(".zip")) {
            List<Roi> rois = RoiFiles.read(file);
            ImageRegions regions = RoiRegions.of(rois, size, 1, 1);
            if (!regions.isEmpty()) return regions;
            throw new Problem("I05", file + " has " + rois.size() + " ROIs, but none lies on the image of "
                    + size + " (height and width last); choose ROIs of this image.");
        }
        return LabelImages.regions(image(file, size.size() == 3), size);
    }

    private static ImagePlus tiff(Path file) {
        if (!TiffCheck.check(file, available())) return RasterFiles.open(file, available());
        ImagePlus imp = opener().openTiff(folder(file), file.getFileName().toString());
        if (imp != null) return imp;
        return RasterFiles.open(file, available());
    }

    private static ImagePlus other(Path file) {
        ImagePlus imp;
        try {
            imp = opener().openImage(folder(file), file.getFileName().toString());
        } catch (RuntimeException e) {
            throw RasterFiles.unsupported(file, "ImageJ's reader fails (" + e.getMessage() + ")", e);
        }
        if (imp == null || imp.getStackSize() == 0)
            throw RasterFiles.unsupported(file, "no reader knows this format", null);
        return imp;
    }

    private static Opener opener() {
        Opener opener = new Opener();
        opener.setSilentMode(true);
        return opener;
    }

    private static String folder(Path file) {
        return file.toAbsolutePath().getParent().toString() + java.io.File.separator;
    }

    private static long available() {
        Runtime vm = Runtime.getRuntime();
        return (long) (SHARE_OF_MEMORY * (vm.maxMemory() - vm.totalMemory() + vm.freeMemory()));
    }

    private static BasicFileAttributes attributes(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class);
        } catch (IOException e) {
            throw new Problem("I12", file + " vanished while it was read: " + e.getMessage()
                    + ". It is tried again when a batch is resumed.", e);
        }
    }
}
