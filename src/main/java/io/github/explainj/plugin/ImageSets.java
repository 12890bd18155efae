// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import io.github.explainj.Framing;
import io.github.explainj.ImageSet;
import io.github.explainj.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/** Lists the images that a user names to be gone through. */
public final class ImageSets {

    private ImageSets() {}

    /**
     * Lists images.
     *
     * @param images a folder, a file, several files separated by {@code ;}, or the title or id of an open stack
     * @param labels a CSV file with the columns image and label; empty for the names of sub-folders
     * @param framing how each is shown to the model
     * @throws Problem A07 when there is no such folder or nothing in it
     */
    public static ImageSet of(String images, String labels, Framing framing) {
        Path folder = Path.of(images.strip()).toAbsolutePath();
        try (Stream<Path> files = Files.walk(folder)) {
            List<ImageSet.Entry> entries = files.filter(Files::isRegularFile).sorted().map(f -> entry(folder, f)).toList();
            if (entries.isEmpty()) throw new Problem("A07", "The folder " + folder + " has no images. Name one that has.");
            return new ImageSet(entries, framing);
        } catch (IOException e) {
            throw new Problem("A07", "The folder " + folder + " cannot be listed: " + e.getMessage() + ". Name one that can be read.", e);
        }
    }

    /**
     * Takes files as they are given.
     *
     * @param files in order
     * @param labels as in {@link #of}
     */
    public static ImageSet ofFiles(List<Path> files, String labels, Framing framing) {
        return new ImageSet(files.stream().map(f -> entry(f.toAbsolutePath().getParent(), f.toAbsolutePath())).toList(), framing);
    }

    private static ImageSet.Entry entry(Path folder, Path file) {
        String label = file.getParent().equals(folder) ? "" : file.getParent().getFileName().toString();
        return new ImageSet.Entry(folder.relativize(file).toString(), file.toString(), stamp(file), label,
                volumes -> new Loader().slices(file, volumes));
    }

    private static String stamp(Path file) {
        try {
            BasicFileAttributes a = Files.readAttributes(file, BasicFileAttributes.class);
            return a.size() + "|" + a.lastModifiedTime();
        } catch (IOException e) {
            return ""; // reading it says so in a better way
        }
    }
}
