// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.imagej;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import io.github.explainj.problem.Problem;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.ImageInputStream;

/**
 * Reads PNG, JPEG, GIF, BMP and those TIFF files that ImageJ's own reader cannot (tiles, other
 * compressions) through Java's readers: grey 8, 16 and 32 bits, RGB, an alpha channel on white.
 */
final class RasterFiles {

    private RasterFiles() {}

    /** Reads all pages; Problem I01 when it is damaged, I03 or I15 when it is too large, I16 when nobody reads it. */
    static ImagePlus open(Path file, long available) {
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) throw unsupported(file, "no reader knows it", null);
            ImageReader reader = readers.next();
            try {
                reader.setInput(in);
                return read(file, reader, available);
            } finally {
                reader.dispose();
            }
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException | NegativeArraySizeException e) {
            throw new Problem("I01", file + " is a damaged or truncated image: " + e.getMessage()
                    + ". Copy or download it again.", e);
        }
    }

    private static ImagePlus read(Path file, ImageReader reader, long available) throws IOException {
        AtomicReference<String> warning = new AtomicReference<>();
        reader.addIIOReadWarningListener((IIOReadWarningListener) (source, text) -> warning.compareAndSet(null, text));
        int pages = reader.getFormatName().equalsIgnoreCase("gif") ? 1 : Math.max(1, reader.getNumImages(true));
        ImageStack stack = new ImageStack(reader.getWidth(0), reader.getHeight(0));
        for (int i = 0; i < pages; i++) {
            refuseTooLarge(file, reader.getWidth(i), reader.getHeight(i), available);
            if (reader.getWidth(i) != stack.getWidth() || reader.getHeight(i) != stack.getHeight()) break;
            stack.addSlice(processor(file, reader.read(i)));
        }
        if (warning.get() != null && warning.get().matches("(?is).*(premature|truncated).*"))
            throw new Problem("I01", file + " is a truncated image: " + warning.get() + ". Copy or download it again.");
        return new ImagePlus(file.getFileName().toString(), stack);
    }

    private static void refuseTooLarge(Path file, long width, long height, long available) {
        double bytes = 4.0 * width * height;
        if (bytes <= available) return;
        boolean impossible = bytes / 10_000 > file.toFile().length();
        throw new Problem(impossible ? "I03" : "I15", String.format(java.util.Locale.ROOT,
                "%s %s %d x %d pixels (%.3g GB), and %.3g GB of memory are free. %s", file,
                impossible ? "claims to be" : "is", width, height, bytes / 1e9, available / 1e9,
                impossible ? "Its header is damaged: export it again."
                        : "Give Java more memory (-Xmx), or cut the image and use fit=tile."));
    }

    private static ImageProcessor processor(Path file, BufferedImage image) {
        Raster raster = image.getRaster();
        boolean grey = raster.getNumBands() == 1 && !(image.getColorModel() instanceof IndexColorModel);
        int width = image.getWidth();
        int height = image.getHeight();
        if (!grey) {
            if (image.getColorModel().getComponentSize(0) > 8) throw unsupported(file, "it has "
                    + raster.getNumBands() + " channels of " + image.getColorModel().getComponentSize(0) + " bits", null);
            int[] argb = image.getRGB(0, 0, width, height, null, 0, width);
            return new ColorProcessor(width, height, Alpha.onWhite(argb));
        }
        float[] values = raster.getSamples(0, 0, width, height, 0, (float[]) null);
        FloatProcessor floats = new FloatProcessor(width, height, values);
        int type = raster.getDataBuffer().getDataType();
        if (type == DataBuffer.TYPE_BYTE) return exact(floats, new ByteProcessor(width, height));
        return type == DataBuffer.TYPE_USHORT ? exact(floats, new ShortProcessor(width, height)) : floats;
    }

    private static ImageProcessor exact(FloatProcessor from, ImageProcessor to) {
        for (int i = 0; i < to.getPixelCount(); i++) to.set(i, (int) from.getf(i));
        return to;
    }

    static Problem unsupported(Path file, String why, Throwable cause) {
        return new Problem("I16", file + " cannot be opened: " + why + ". ImageJ alone reads TIFF, PNG, JPEG, GIF, BMP,"
                + " DICOM, FITS and PGM; open other formats in Fiji with Bio-Formats and save them as TIFF.", cause);
    }
}
