// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.cli;

import io.github.explainj.problem.Problem;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/** The output folder: a file appears in it under its name only when it is complete. */
final class Folder {

    private final Path path;
    private final Set<Path> inputs = new HashSet<>();

    /**
     * Makes the folder.
     *
     * @param inputs files that must not be overwritten
     * @throws Problem E09 when it cannot be written to
     */
    Folder(Path path, List<Path> inputs) {
        this.path = path;
        inputs.forEach(p -> this.inputs.add(p.toAbsolutePath().normalize()));
        checked(path);
    }

    /** Makes a folder and tries to write to it; Problem E09 when that fails. */
    static void checked(Path path) {
        try {
            Files.createDirectories(path);
            Files.delete(Files.createTempFile(path, ".explainj", ".tmp"));
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    Path path() {
        return path;
    }

    /**
     * Writes one file.
     *
     * @param write writes to the path it is given
     * @return the file's name
     */
    String write(String name, Consumer<Path> write) {
        Path file = path.resolve(name);
        if (inputs.contains(file.toAbsolutePath().normalize()))
            throw new Problem("A08", "--out " + path + " would overwrite the input " + file + ". Choose another folder.");
        Path unfinished = path.resolve(".unfinished-" + name);
        try {
            write.accept(unfinished);
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw unwritable(file, e);
        } catch (Problem e) {
            throw e.getCause() instanceof IOException cause ? unwritable(file, cause) : e;
        } finally {
            unfinished.toFile().delete();
        }
        return name;
    }

    void writeText(String name, String text) {
        write(name, file -> {
            try {
                Files.writeString(file, text);
            } catch (IOException e) {
                throw unwritable(file, e);
            }
        });
    }

    private static Problem unwritable(Path file, IOException e) {
        String reason = e instanceof FileSystemException f && f.getReason() != null ? f.getReason() : e.getMessage();
        String lower = String.valueOf(reason).toLowerCase(Locale.ROOT);
        if (lower.contains("no space") || lower.contains("quota") || lower.contains("not enough space"))
            return new Problem("E08", "The disk is full: " + file + " cannot be written (" + reason
                    + "). Free some space and run again; the files that are complete are kept.", e);
        String kind = e.getClass().getSimpleName().replaceAll("Exception$", "").replaceAll("(?<=[a-z])(?=[A-Z])", " ");
        return new Problem("E09", file + " cannot be written: " + kind + " (" + reason
                + "). Choose another folder with --out, or check its permissions.", e);
    }
}
