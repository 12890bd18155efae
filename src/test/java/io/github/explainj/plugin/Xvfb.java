// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A display of a test's own. */
final class Xvfb implements AutoCloseable {

    private final Process process;
    private final String display;

    private Xvfb(Process process, String display) {
        this.process = process;
        this.display = display;
    }

    /** Starts one; empty where the program is not installed, which only a CI run may not accept. */
    static Optional<Xvfb> start(String test) throws IOException {
        return start(test, "1000x700");
    }

    /**
     * Starts one like {@link #start(String)}.
     *
     * @param size width x height of the screen in pixels
     */
    static Optional<Xvfb> start(String test, String size) throws IOException {
        Optional<Path> program = Arrays.stream(System.getenv("PATH").split(File.pathSeparator)).map(p -> Path.of(p, "Xvfb"))
                .filter(Files::isExecutable).findFirst();
        if (program.isEmpty()) {
            System.out.println(test + ": skipped, there is no Xvfb");
            if ("true".equals(System.getenv("CI"))) fail("CI needs Xvfb");
            return Optional.empty();
        }
        Process process = new ProcessBuilder(program.get().toString(), "-displayfd", "1", "-screen", "0", size + "x24",
                "-nolisten", "tcp").redirectError(ProcessBuilder.Redirect.DISCARD).start();
        return Optional.of(new Xvfb(process, ":" + process.inputReader().readLine().strip()));
    }

    /** Runs a class of the tests on this display to its end and returns what it printed. */
    String output(Class<?> host, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=false", "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), host.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("DISPLAY", display);
        Process running = builder.start();
        String out = new String(running.getInputStream().readAllBytes());
        if (!running.waitFor(10, TimeUnit.SECONDS)) fail(out);
        return out;
    }

    /** Returns what {@code DISPLAY} is set to. */
    String display() {
        return display;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor(5, TimeUnit.SECONDS);
    }
}
