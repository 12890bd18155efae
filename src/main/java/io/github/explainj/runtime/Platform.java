// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import io.github.explainj.problem.Problem;
import java.util.List;
import java.util.Locale;

/**
 * The operating system and processor, as far as ONNX Runtime has libraries for them.
 *
 * @param os {@code os.name} of the JVM
 * @param arch {@code os.arch} of the JVM
 */
record Platform(String os, String arch) {

    private static final List<String> SUPPORTED = List.of("linux-x64", "linux-aarch64", "osx-aarch64", "win-x64");

    static Platform current() {
        return new Platform(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    }

    /**
     * Returns the name of the folder that holds the libraries in ONNX Runtime's jar.
     *
     * @throws Problem E01 when there are none for this platform
     */
    String folder() {
        String name = system() + "-" + processor();
        if (SUPPORTED.contains(name)) return name;
        throw new Problem("E01", "This computer is " + os + " on " + arch + ", and ONNX Runtime has no library for it:"
                + " expected Linux on x86-64 or ARM64, Windows on x86-64, or a Mac with an Apple chip. " + wayOut());
    }

    private String wayOut() {
        if (system().equals("osx")) return "On a Mac with an Intel processor ExplainJ cannot run; use another computer.";
        if (system().equals("win")) return "Install the x86-64 build of Java or Fiji, or use another computer.";
        return "Use another computer.";
    }

    /** Returns the file name of a library, e.g. {@code libonnxruntime.so}. */
    String library(String name) {
        return switch (system()) {
            case "win" -> name + ".dll";
            case "osx" -> "lib" + name + ".dylib";
            default -> "lib" + name + ".so";
        };
    }

    private String system() {
        String name = os.toLowerCase(Locale.ROOT);
        if (name.contains("mac") || name.contains("darwin")) return "osx";
        if (name.contains("win")) return "win";
        return name.contains("linux") ? "linux" : name;
    }

    private String processor() {
        return switch (arch.toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> "x64";
            case "aarch64", "arm64" -> "aarch64";
            default -> arch;
        };
    }
}
