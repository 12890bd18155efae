// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import io.github.explainj.problem.Problem;
import io.github.explainj.registry.Csv;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Classes of images, as a CSV file with the columns image and label gives them. An image is found by
 * its path below the folder, by its file's name, or by that without its ending, in this order.
 *
 * @param file the CSV file
 * @param byImage the label of each
 */
record Labels(Path file, Map<String, String> byImage) {

    /** Reads a CSV file; Problem A07 when it is not there or has other columns. */
    static Labels read(String named) {
        Path file = path(named);
        List<List<String>> lines = lines(file);
        List<String> header = lines.get(0).stream().map(h -> h.strip().toLowerCase(Locale.ROOT)).toList();
        int image = header.indexOf("image");
        int label = header.indexOf("label");
        if (image < 0 || label < 0)
            throw new Problem("A07", "The labels " + file + " have the columns " + String.join(", ", lines.get(0)) + ": expected image"
                    + " and label, separated by commas, in the first line.");
        Map<String, String> found = new HashMap<>();
        for (List<String> line : lines.subList(1, lines.size())) {
            if (line.size() <= Math.max(image, label)) continue;
            String before = found.put(key(line.get(image)), line.get(label).strip());
            if (before != null && !before.equals(line.get(label).strip()))
                throw new Problem("A07", "The labels " + file + " name the image " + line.get(image).strip() + " twice, as " + before + " and "
                        + line.get(label).strip() + ". Leave one.");
        }
        return new Labels(file, found);
    }

    /** Returns the label of an image; empty when it has none. */
    String of(String name) {
        String key = key(name);
        String own = key.substring(key.lastIndexOf('/') + 1);
        int dot = own.lastIndexOf('.');
        String bare = dot > 0 ? own.substring(0, dot) : own;
        return byImage.getOrDefault(key, byImage.getOrDefault(own, byImage.getOrDefault(bare, "")));
    }

    /** File systems write the same letters in more than one way. */
    private static String key(String name) {
        return Normalizer.normalize(name.strip().replace('\\', '/'), Normalizer.Form.NFC);
    }

    private static Path path(String named) {
        try {
            return Path.of(named.strip()).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw new Problem("A07", "labels=" + named + " is no name of a file: " + e.getReason() + ". Name a CSV file with the columns"
                    + " image and label.", e);
        }
    }

    private static List<List<String>> lines(Path file) {
        try {
            String text = Files.readString(file).replaceFirst("^\uFEFF", "");
            List<List<String>> lines = Csv.read((text + "\n").getBytes(StandardCharsets.UTF_8)).stream().map(Csv.Line::fields)
                    .filter(f -> !f.equals(List.of(""))).toList();
            if (!lines.isEmpty()) return lines;
            throw new Problem("A07", "The labels " + file + " are empty: expected the columns image and label.");
        } catch (java.nio.file.NoSuchFileException e) {
            throw new Problem("A07", "There is no file " + file + " with labels. Name a CSV file with the columns image and label, or leave"
                    + " labels empty: then the names of the subfolders are the classes.", e);
        } catch (IOException e) {
            throw new Problem("A07", "The labels " + file + " cannot be read as text (UTF-8): " + e.getMessage() + ". Save them as CSV"
                    + " in UTF-8.", e);
        }
    }
}
