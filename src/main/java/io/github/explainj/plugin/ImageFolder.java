// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import io.github.explainj.problem.Nearest;
import io.github.explainj.problem.Problem;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A folder with images, and folders below it. Hidden files and what ImageJ does not open is passed over.
 *
 * @param root its absolute path
 */
record ImageFolder(Path root) {

    private static final Set<String> ENDINGS = Set.of("tif", "tiff", "png", "jpg", "jpeg", "gif", "bmp", "pgm", "ppm", "dcm", "dicom",
            "zip", "fits", "fit", "fts");
    private static final String SHOWN = "tif, png, jpg, gif, bmp, pgm, dcm, zip or fits";

    /** Returns the images, sorted by their names below the folder; Problem A07 when there are none. */
    List<Path> images() {
        Set<String> passed = new TreeSet<>();
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new Finder(found, passed));
        } catch (IOException e) {
            throw new Problem("A07", "The folder " + root + " cannot be listed: " + e.getMessage() + ". Name one that can be read.", e);
        }
        found.sort(Comparator.comparing(this::name));
        if (!found.isEmpty()) return found;
        throw new Problem("A07", "The folder " + root + (passed.isEmpty() ? " is empty." : " has no images: what lies in it is "
                + String.join(", ", passed.stream().limit(5).toList()) + (passed.size() > 5 ? " and more." : "."))
                + " Name a folder with " + SHOWN + " files.");
    }

    /** Returns the path below the folder, with slashes on every system. */
    String name(Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    /** Returns the problem of a folder or file that is not there. */
    static Problem missing(String named, Path path, String alsoNot) {
        Path parent = path.getParent();
        while (parent != null && !Files.isDirectory(parent)) parent = parent.getParent();
        String there = parent == null ? "" : " The nearest folder that exists is " + parent + near(parent, path);
        return new Problem("A07", "There is no folder or file \"" + named + "\"" + alsoNot + "." + there
                + " Name a folder with images, or image files separated by \";\".");
    }

    private static String near(Path parent, Path path) {
        try (Stream<Path> there = Files.list(parent)) {
            List<String> names = there.map(p -> p.getFileName().toString()).filter(n -> !n.startsWith(".")).toList();
            if (names.isEmpty()) return ", which is empty.";
            return "; did you mean \"" + Nearest.names(parent.relativize(path).getName(0).toString(), names, 1).get(0) + "\" in it?";
        } catch (IOException e) {
            // it may not be listed, and is shown without what is in it
            return ".";
        }
    }

    /** Collects images, and the names of what is none. */
    private final class Finder extends SimpleFileVisitor<Path> {

        private final List<Path> found;
        private final Set<String> passed;

        Finder(List<Path> found, Set<String> passed) {
            this.found = found;
            this.passed = passed;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes a) {
            return isHidden(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes a) {
            String lower = file.getFileName().toString().toLowerCase(Locale.ROOT);
            boolean image = ENDINGS.contains(lower.substring(lower.lastIndexOf('.') + 1)) && lower.contains(".");
            if (isHidden(file) || !a.isRegularFile()) return FileVisitResult.CONTINUE;
            if (image) found.add(file);
            else if (passed.size() < 10) passed.add(name(file));
            return FileVisitResult.CONTINUE;
        }

        /** A folder without rights, or a link that leads back: the others are still there. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (file.equals(root)) throw e;
            if (passed.size() < 10) passed.add(name(file) + " (which cannot be read)");
            return FileVisitResult.CONTINUE;
        }

        private boolean isHidden(Path path) {
            return !path.equals(root) && path.getFileName().toString().startsWith(".");
        }
    }
}
