// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.imagej;

import ij.gui.Roi;
import ij.io.RoiDecoder;
import ij.io.RoiEncoder;
import io.github.explainj.problem.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Reads and writes ROI files and ROI zips, as the ROI Manager does, without a display. */
public final class RoiFiles {

    private static final int MOST_ROIS = 100_000;
    private static final int MOST_BYTES = 64 << 20;
    private static final LocalDateTime ALWAYS = LocalDateTime.of(1980, 1, 1, 0, 0);

    private RoiFiles() {}

    /**
     * Reads a {@code .roi} file or a zip of them.
     *
     * @throws Problem I16 when it holds no ROIs, I11 or I12 when it cannot be read
     */
    public static List<Roi> read(Path file) {
        List<Roi> rois = FileKind.of(file) == FileKind.ZIP ? zip(file) : List.of(single(file));
        if (rois.isEmpty()) throw noRois(file, null);
        return rois;
    }

    private static Roi single(Path file) {
        try {
            return decode(file, file.getFileName().toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw noRois(file, e);
        }
    }

    private static List<Roi> zip(Path file) {
        List<Roi> rois = new ArrayList<>();
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
                if (!e.getName().toLowerCase(Locale.ROOT).endsWith(".roi")) continue;
                byte[] bytes = in.readNBytes(MOST_BYTES + 1);
                if (bytes.length > MOST_BYTES || rois.size() == MOST_ROIS)
                    throw new Problem("I16", file + " is no ROI zip: " + e.getName() + " is larger than " + MOST_BYTES
                            + " bytes or there are more than " + MOST_ROIS + " entries.");
                rois.add(decode(file, e.getName(), bytes));
            }
        } catch (IOException | IllegalArgumentException e) {
            throw noRois(file, e);
        }
        return rois;
    }

    private static Roi decode(Path file, String entry, byte[] bytes) {
        try {
            Roi roi = new RoiDecoder(bytes, entry.replaceFirst("(?i)\\.roi$", "")).getRoi();
            if (roi != null) return roi;
        } catch (IOException | RuntimeException e) {
            throw noRois(file, e);
        }
        throw noRois(file, null);
    }

    private static Problem noRois(Path file, Throwable cause) {
        return new Problem("I16", file + " holds no ROIs that can be read"
                + (cause == null || cause.getMessage() == null ? "" : " (" + cause.getMessage() + ")")
                + ". Save them in the ROI Manager with More > Save..., or give a label image.", cause);
    }

    /** Writes ROIs as a zip that the ROI Manager opens; names are kept and made distinct. */
    public static void write(Path file, List<Roi> rois) {
        Set<String> used = new HashSet<>();
        try (OutputStream out = Files.newOutputStream(file); ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 0; i < rois.size(); i++) {
                ZipEntry entry = new ZipEntry(entry(rois.get(i).getName(), i, used));
                entry.setTimeLocal(ALWAYS); // the same ROIs are the same bytes
                zip.putNextEntry(entry);
                zip.write(RoiEncoder.saveAsByteArray(rois.get(i)));
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw MapFiles.cannotWrite(file, e);
        }
    }

    private static String entry(String name, int number, Set<String> used) {
        String clean = name == null || name.isBlank() ? "ROI " + (number + 1) : name.replaceAll("[\\\\/:*?\"<>|]", "_");
        String distinct = clean;
        for (int i = 2; !used.add(distinct); i++) distinct = clean + " (" + i + ")";
        return distinct + ".roi";
    }
}
