// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import ij.ImagePlus;
import ij.WindowManager;
import io.github.explainj.imagej.ImageFiles;
import io.github.explainj.problem.Nearest;
import io.github.explainj.problem.Problem;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Finds the image that a user names: by title, by id, by file, or the current one. */
final class Sources {

    private Sources() {}

    /** Returns the image; Problem A07 with the open ones when there is none of that name. */
    static ImagePlus image(String named) {
        if (named.isBlank()) return current();
        ImagePlus open = open(named.strip());
        if (open != null) return open;
        if (isFile(named)) return ImageFiles.open(Path.of(named.strip()));
        List<String> titles = Arrays.asList(WindowManager.getImageTitles());
        throw new Problem("A07", "There is no image \"" + named + "\", neither open nor a file; "
                + (titles.isEmpty() ? "no image is open." : "did you mean \"" + Nearest.names(named, titles, 1).get(0)
                        + "\"? Open are: " + String.join(", ", titles) + "."));
    }

    /** Returns an open image by title or id, or null. */
    static ImagePlus open(String named) {
        ImagePlus byTitle = WindowManager.getImage(named);
        if (byTitle != null) return byTitle;
        return named.matches("-\\d{1,9}") ? WindowManager.getImage(Integer.parseInt(named)) : null;
    }

    static boolean isFile(String named) {
        try {
            return Files.exists(Path.of(named.strip()));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static ImagePlus current() {
        ImagePlus imp = WindowManager.getCurrentImage();
        if (imp != null) return imp;
        throw new Problem("A07", "No image is open: open one (Plugins > ExplainJ > Open Sample shows a sample),"
                + " or name a file with input=FILE.");
    }
}
