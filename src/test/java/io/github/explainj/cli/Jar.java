// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the jar that ships, as a user does. */
final class Jar {

    /** The project's folder; integration tests start in {@code target}. */
    static final Path PROJECT = project(Path.of("").toAbsolutePath());
    static final Path CLI = PROJECT.resolve("target/explainj-cli.jar");
    static final Path MODEL = PROJECT.resolve("test-models/puncta.onnx");
    static final Path IMAGE = PROJECT.resolve("test-models/puncta_sample.tif");

    private Jar() {}

    private static Path project(Path from) {
        return Files.exists(from.resolve("pom.xml")) ? from : project(from.getParent());
    }

    /**
     * What came of a command line.
     *
     * @param code exit code
     * @param out standard output
     * @param err standard error
     */
    record Ended(int code, String out, String err) {

        String lastLine() {
            String[] lines = (out.isBlank() ? err : out).strip().split("\\R");
            return lines[lines.length - 1];
        }
    }

    static Ended run(Path folder, String... arguments) {
        return end(folder, start(folder, arguments));
    }

    static Process start(Path folder, String... arguments) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true", "-jar", CLI.toString()));
        command.addAll(List.of(arguments));
        try {
            return new ProcessBuilder(command).directory(folder.toFile())
                    .redirectOutput(folder.resolve("stdout.txt").toFile())
                    .redirectError(folder.resolve("stderr.txt").toFile()).start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command, e);
        }
    }

    static Ended end(Path folder, Process process) {
        try {
            if (!process.waitFor(3, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IllegalStateException("still running after 3 minutes");
            }
            return new Ended(process.exitValue(), Files.readString(folder.resolve("stdout.txt")),
                    Files.readString(folder.resolve("stderr.txt")));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read what it printed", e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while it ran", e);
        }
    }
}
