// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.perturb;

import io.github.explainj.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Several fills, separated by commas: {@code auto,mean,blur,noise:1}; a folder stands for every image
 * file in it.
 *
 * @param texts the text forms
 */
public record Fills(List<String> texts) {

    public Fills {
        texts = List.copyOf(texts);
        if (texts.isEmpty() || texts.contains(""))
            throw new Problem("A04", "\"" + String.join(",", texts) + "\" is no list of fills: expected at least one,"
                    + " separated by commas, e.g. auto,mean,blur,noise:1, and none of them empty.");
        for (String t : texts) if (!isFolder(t)) Fill.parse(t);
    }

    /** Makes a list of named fills. */
    public static Fills of(String... texts) {
        return new Fills(List.of(texts));
    }

    /**
     * Reads the text form.
     *
     * @throws Problem A04 when one of them is no fill
     */
    public static Fills parse(String text) {
        return new Fills(Arrays.stream(text.split(",", -1)).map(String::strip).toList());
    }

    /**
     * Returns them in order, those of a folder sorted by name.
     *
     * @throws Problem A04 when a folder holds no file
     */
    public List<Fill> all() {
        return texts.stream().flatMap(t -> isFolder(t) ? files(t).stream() : Stream.of(Fill.parse(t))).toList();
    }

    private static boolean isFolder(String text) {
        return text.matches(".*[/\\\\].*") && Files.isDirectory(Path.of(text));
    }

    private static List<Fill> files(String folder) {
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            List<Fill> found = files.filter(Files::isRegularFile)
                    .filter(f -> !f.getFileName().toString().startsWith(".")).sorted().map(f -> (Fill) new ImageFill(f.toString())).collect(Collectors.toList());
            if (found.isEmpty())
                throw new Problem("A04", "The folder " + folder + " holds no image. Put some into it.");
            return found;
        } catch (IOException e) {
            throw new Problem("A04", "The folder " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return String.join(",", texts);
    }
}
