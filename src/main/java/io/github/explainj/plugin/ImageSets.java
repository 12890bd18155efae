// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import ij.ImagePlus;
import io.github.explainj.Framing;
import io.github.explainj.ImageSet;
import io.github.explainj.problem.Problem;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lists the images that a user names to be gone through. */
public final class ImageSets {

    private ImageSets() {}

    /**
     * Lists images.
     *
     * @param images a folder with all below it, a file, several files separated by {@code ;}, or the title or id
     *     of an open image, of which every slice and frame is taken
     * @param labels a CSV file with the columns image and label; empty for the names of sub-folders
     * @param framing how each is shown to the model
     * @throws Problem A07 when there is no such thing or nothing in it, or when the labels do not fit
     */
    public static ImageSet of(String images, String labels, Framing framing) {
        String named = images.strip();
        if (named.isEmpty()) throw none();
        ImagePlus open = Sources.open(named);
        if (open != null) return labelled(List.of(OpenStack.entry(open)), labels, framing);
        Path path = path(named);
        if (Files.isDirectory(path)) return labelled(entries(new ImageFolder(path), new ImageFolder(path).images()), labels, framing);
        if (Files.exists(path) || !named.contains(";")) return ofFiles(List.of(path), labels, framing);
        return ofFiles(Arrays.stream(named.split(";")).filter(f -> !f.isBlank()).map(ImageSets::path).toList(), labels, framing);
    }

    /**
     * Takes files as they are given; a folder among them stands for its images.
     *
     * @param files in order
     * @param labels as in {@link #of}
     */
    public static ImageSet ofFiles(List<Path> files, String labels, Framing framing) {
        List<Path> all = new ArrayList<>();
        for (Path f : files) {
            Path file = f.toAbsolutePath().normalize();
            if (!Files.exists(file)) throw ImageFolder.missing(f.toString(), file, ", nor an open image of this title");
            if (Files.isDirectory(file)) all.addAll(new ImageFolder(file).images());
            else all.add(file);
        }
        if (all.isEmpty()) throw none();
        List<Path> distinct = all.stream().distinct().toList();
        return labelled(entries(new ImageFolder(common(distinct)), distinct), labels, framing);
    }

    private static Problem none() {
        return new Problem("A07", "No image is named. Name a folder with images, or image files separated by \";\".");
    }

    private static Path path(String named) {
        try {
            return Path.of(named.strip()).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new Problem("A07", "\"" + named + "\" is no open image and no name of a file: " + e.getReason()
                    + ". Name a folder with images.", e);
        }
    }

    /** Returns the folder in which all lie. */
    private static Path common(List<Path> files) {
        Path folder = files.get(0).getParent();
        for (Path f : files) while (!f.startsWith(folder)) folder = folder.getParent();
        return folder;
    }

    private static List<ImageSet.Entry> entries(ImageFolder folder, List<Path> files) {
        return files.stream().map(f -> entry(folder, f)).toList();
    }

    private static ImageSet.Entry entry(ImageFolder folder, Path file) {
        String label = file.getParent().equals(folder.root()) ? "" : file.getParent().getFileName().toString();
        return new ImageSet.Entry(folder.name(file), file.toString(), ImageSet.stamp(file), label,
                volumes -> new Loader().slices(file, volumes));
    }

    private static ImageSet labelled(List<ImageSet.Entry> entries, String labels, Framing framing) {
        if (labels.isBlank()) return new ImageSet(entries, framing);
        Labels given = Labels.read(labels);
        List<ImageSet.Entry> all = entries.stream().map(e -> e.withLabel(given.of(e.name()))).toList();
        List<String> without = all.stream().filter(e -> e.label().isEmpty()).map(ImageSet.Entry::name).toList();
        if (without.isEmpty()) return new ImageSet(all, framing);
        if (without.size() < all.size())
            return new ImageSet(all, framing, List.of(without.size() + " of " + all.size() + " images have no label in " + given.file()
                    + ", e.g. " + without.get(0) + "."));
        throw new Problem("A07", "None of the " + all.size() + " images has a label in " + given.file() + ": the first is called "
                + without.get(0) + ", and the labels are of " + String.join(", ", given.byImage().keySet().stream().sorted().limit(3).toList())
                + ". Name the images in the column image by their path below the folder, their file's name, or that without its ending.");
    }
}
