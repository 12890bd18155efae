// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.imagej;

import io.github.explainj.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Looks at the first bytes of a file, so that what is no image is refused by name before it is read. */
enum FileKind {
    TIFF, BIG_TIFF, ZIP, RASTER, OTHER;

    private static final int HEAD = 512;

    /**
     * Tells what a file is.
     *
     * @throws Problem I12 when it is not there, I11 when it cannot be read, I02 when it is empty, a
     *     web page, a PDF or a Git-LFS pointer
     */
    static FileKind of(Path file) {
        byte[] head = head(file);
        String text = new String(head, StandardCharsets.ISO_8859_1);
        refuseTexts(file, text);
        if (text.startsWith("II*\0") || text.startsWith("MM\0*")) return TIFF;
        if (text.startsWith("II+\0") || text.startsWith("MM\0+")) return BIG_TIFF;
        if (text.startsWith("PK\3\4")) return ZIP;
        boolean raster = text.startsWith("\u0089PNG") || text.startsWith("\u00ff\u00d8\u00ff")
                || text.startsWith("GIF8") || text.startsWith("BM");
        return raster ? RASTER : OTHER;
    }

    private static byte[] head(Path file) {
        if (Files.isDirectory(file))
            throw new Problem("I11", file + " is a folder, not an image file; name one of the files in it.");
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(HEAD);
        } catch (AccessDeniedException e) {
            throw new Problem("I11", file + " cannot be read: no permission (" + e.getMessage()
                    + "). Change its permissions, or close the program that locks it.", e);
        } catch (java.nio.file.NoSuchFileException e) {
            throw new Problem("I12", "There is no file " + file + ": it was moved or deleted, or the name is"
                    + " misspelt. Check the path; a batch tries it again when it is resumed.", e);
        } catch (IOException e) {
            throw new Problem("I11", file + " cannot be read: " + e.getMessage()
                    + ". Check the disk or network share, or close the program that locks it.", e);
        }
    }

    private static void refuseTexts(Path file, String head) {
        if (head.isEmpty())
            throw new Problem("I02", file + " is empty (0 bytes), not an image; copy or download it again.");
        String start = head.stripLeading().toLowerCase(Locale.ROOT);
        if (start.startsWith("<!doctype html") || start.startsWith("<html"))
            throw new Problem("I02", file + " is not an image: it is a web page (starts with \""
                    + head.strip().split("\n")[0] + "\"). The download probably failed; download the file itself again.");
        if (start.startsWith("%pdf"))
            throw new Problem("I02", file + " is not an image: it is a PDF document. Export the figure as TIFF"
                    + " or PNG, or take the original image.");
        if (start.startsWith("version https://git-lfs"))
            throw new Problem("I02", file + " is not an image: it is a Git-LFS pointer. Run \"git lfs pull\".");
    }
}
