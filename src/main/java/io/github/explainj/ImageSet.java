// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import io.github.explainj.input.ImageData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/**
 * Images that are looked at one after the other; none of them has been read yet.
 *
 * @param entries in order, with distinct names
 * @param framing how each is shown to the model
 * @param remarks what the user should know of them, e.g. that some have no class
 */
public record ImageSet(List<Entry> entries, Framing framing, List<String> remarks) {

    /** No images. */
    public static final ImageSet NONE = new ImageSet(List.of(), new Framing());

    public ImageSet {
        entries = List.copyOf(entries);
        remarks = List.copyOf(remarks);
    }

    /** Says nothing of them. */
    public ImageSet(List<Entry> entries, Framing framing) {
        this(entries, framing, List.of());
    }

    /** Returns size and time of a file, by which a changed one is known; empty when there is none. */
    public static String stamp(Path file) {
        try {
            BasicFileAttributes a = Files.readAttributes(file, BasicFileAttributes.class);
            return a.size() + "|" + a.lastModifiedTime();
        } catch (IOException e) {
            // reading it says so in a better way
            return "";
        }
    }

    /**
     * One file, or one open image.
     *
     * @param name what it is called in tables: its path below the folder, or the title
     * @param file absolute path; empty where there is none
     * @param stamp size and time of the file, or what else changes when the image does; may be empty
     * @param label its class; empty where it has none
     * @param reader reads it when it is needed
     * @param items how many slices it has, as far as that is known before it is read; at least 1
     */
    public record Entry(String name, String file, String stamp, String label, Reader reader, int items) {

        /** Makes one of a file that may have one slice or more. */
        public Entry(String name, String file, String stamp, String label, Reader reader) {
            this(name, file, stamp, label, reader, 1);
        }

        public Entry withLabel(String other) {
            return new Entry(name, file, stamp, other, reader, items);
        }
    }

    /** Reads the slices (volumes: frames) of one entry, each when it is asked for. */
    @FunctionalInterface
    public interface Reader {
        List<Slice> read(boolean volumes);
    }

    /**
     * One slice, or one frame's volume.
     *
     * @param z slice from 1; of a volume 1
     * @param t frame from 1
     */
    public record Slice(ImageData data, int z, int t) {}
}
