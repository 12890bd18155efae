// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.imagej;

import io.github.explainj.problem.Problem;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Checks a TIFF file before ImageJ reads it: every directory, and that the planes that it announces
 * are there. ImageJ itself shows missing planes as black and follows loops.
 */
final class TiffCheck {

    private static final int MOST_DIRECTORIES = 200_000;

    private final Path file;
    private final long available;
    private final Set<Long> seen = new HashSet<>();

    private TiffCheck(Path file, long available) {
        this.file = file;
        this.available = available;
    }

    /**
     * Checks the file.
     *
     * @param available bytes of memory that the image may take
     * @return true when ImageJ's own reader can read it; false when it is stored in another way
     * @throws Problem I01 truncated, I03 impossible size, I04 damaged directory, I15 too large
     */
    static boolean check(Path file, long available) {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            return new TiffCheck(file, available).walk(new TiffReader(in));
        } catch (EOFException e) {
            throw new Problem("I01", file + " is a truncated TIFF: it ends after " + file.toFile().length()
                    + " bytes, inside its directory. Copy or download it again.", e);
        } catch (IOException e) {
            throw new Problem("I11", file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private boolean walk(TiffReader in) throws IOException {
        long at = in.firstDirectory();
        long bytes = 0;
        boolean plain = true;
        for (int plane = 1; at != 0; plane++) {
            refuseLoop(at, plane, in.length());
            TiffDirectory d = in.directory(at);
            if (d.entries() == 0 || d.width() < 1 || d.height() < 1) throw damaged("directory " + plane
                    + " has " + d.entries() + " entries and the size " + d.width() + " x " + d.height());
            refuseSize(d);
            long images = plane == 1 ? d.imagesInImageJ() : 1;
            bytes += d.bytes() * images;
            refuseTooLarge(bytes);
            refuseMissing(d, plane, images);
            plain &= d.isPlain();
            at = images > 1 ? 0 : d.next(); // as ImageJ's reader: the planes lie behind each other
        }
        return plain;
    }

    private void refuseLoop(long at, int plane, long length) {
        if (at < 8 || at >= length)
            throw new Problem("I01", file + " is a truncated or damaged TIFF: directory " + plane + " is said to be at"
                    + " byte " + at + ", but the file has " + length + " bytes, so at least " + (at - length + 2)
                    + " bytes are missing. Copy or download it again.");
        if (!seen.add(at)) throw damaged("directory " + plane + " points back to byte " + at + ", a loop");
        if (plane > MOST_DIRECTORIES) throw damaged("more than " + MOST_DIRECTORIES + " directories");
    }

    private void refuseSize(TiffDirectory d) {
        boolean impossible = d.bytes() / 1000 > d.length() && d.bytes() > 1 << 28;
        if (impossible)
            throw new Problem("I03", file + " claims to be " + d.width() + " x " + d.height() + " pixels ("
                    + gigabytes(d.bytes()) + " GB), but the file has only " + d.length() + " bytes; at most "
                    + gigabytes(available) + " GB of memory are free. Its header is damaged: export it again.");
    }

    private void refuseTooLarge(long bytes) {
        if (bytes > available)
            throw new Problem("I15", file + " needs " + gigabytes(bytes) + " GB of memory, and "
                    + gigabytes(available) + " GB are free. Give Java more memory (Edit > Options > Memory & Threads"
                    + " or -Xmx), or cut the image and use fit=tile.");
    }

    private void refuseMissing(TiffDirectory d, int plane, long images) {
        long missing = d.end(images) - d.length();
        if (missing > 0)
            throw new Problem("I01", file + " is a truncated TIFF: plane " + (plane + d.wholePlanes(images))
                    + (images > 1 ? " of " + images : "") + " is incomplete, " + missing
                    + " bytes are missing. Copy or download it again.");
    }

    private Problem damaged(String how) {
        return new Problem("I04", file + " has a damaged TIFF directory: " + how
                + ". Open it in the program that made it and export it again.");
    }

    private static String gigabytes(long bytes) {
        return bytes >= 1e11 ? String.valueOf(bytes / 1_000_000_000) : String.format(Locale.ROOT, "%.1f", bytes / 1e9);
    }
}
