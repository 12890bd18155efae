// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.imagej;

import ij.ImagePlus;
import ij.io.FileSaver;
import io.github.explainj.explain.Finding;
import io.github.explainj.input.ImageData;
import io.github.explainj.problem.Problem;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Writes maps, pictures and tables to files, without a display. */
public final class MapFiles {

    private MapFiles() {}

    /** Writes a 32-bit TIFF with calibration, colours, range and Info; NaN stays NaN. */
    public static void tiff(Path file, HeatMap map) {
        tiff(file, HeatMaps.image(map));
    }

    /** Writes an image or stack as TIFF, with its overlay. */
    public static void tiff(Path file, ImagePlus imp) {
        try {
            byte[] bytes = new FileSaver(imp).serialize();
            if (bytes == null) throw new IOException("ImageJ could not write the image");
            Files.write(file, bytes);
        } catch (IOException e) {
            throw cannotWrite(file, e);
        }
    }

    /** Writes the image with the map over it and a colour bar, as PNG; of a volume the slice with the extreme. */
    public static void overlay(Path file, ImageData image, HeatMap map) {
        png(file, Picture.of(image, map, Look.on(image, map.signed())));
    }

    /** Writes an RGB image as PNG, with its overlay drawn. */
    public static void png(Path file, ImagePlus imp) {
        png(file, (imp.getOverlay() == null ? imp : imp.flatten()).getBufferedImage());
    }

    private static void png(Path file, BufferedImage picture) {
        try {
            if (!ImageIO.write(picture, "png", file.toFile())) throw new IOException("no PNG writer");
        } catch (IOException e) {
            throw cannotWrite(file, e);
        }
    }

    /** Writes a table as CSV: comma, decimal point, texts in quotes where needed. */
    public static void csv(Path file, Finding.Scores table) {
        try {
            Files.writeString(file, Tables.csv(table), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw cannotWrite(file, e);
        }
    }

    static Problem cannotWrite(Path file, IOException e) {
        return new Problem("E09", file + " cannot be written: " + e.getMessage()
                + ". Choose another output folder, or check its permissions and free space.", e);
    }
}
