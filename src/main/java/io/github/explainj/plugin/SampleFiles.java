// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import io.github.explainj.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;

/** Unpacks the bundled models and images from the jar, once per content, into the user's folder. */
public final class SampleFiles {

    /** The bundled pairs of model and image; the first is opened by one click. */
    static final List<String> NAMES = List.of("puncta", "channels", "unet", "volume");

    private SampleFiles() {}

    /** Returns the file of {@code sample} or {@code sample:NAME}, with what is known of it beside it. */
    static Path model(String named) {
        return model(name(named), folder());
    }

    /** Returns the image that goes with a bundled model. */
    static Path image(String name) {
        return unpacked(name + "_sample.tif", folder());
    }

    /** Unpacks the first model, and what belongs beside it, into a folder. */
    public static Path model(Path folder) {
        return model(NAMES.get(0), folder);
    }

    /** Unpacks the first image into a folder. */
    public static Path image(Path folder) {
        return unpacked(NAMES.get(0) + "_sample.tif", folder);
    }

    static boolean isSample(String model) {
        return model.equals("sample") || model.startsWith("sample:");
    }

    private static Path model(String name, Path folder) {
        unpacked(name + ".explainj.json", folder);
        return unpacked(name + ".onnx", folder);
    }

    private static String name(String named) {
        String name = named.equals("sample") ? NAMES.get(0) : named.substring("sample:".length());
        if (NAMES.contains(name)) return name;
        throw new Problem("A07", "model=" + named + " is not possible: the bundled ones are sample, "
                + String.join(", ", NAMES.stream().map(n -> "sample:" + n).toList()) + ".");
    }

    private static Path unpacked(String name, Path folder) {
        try (InputStream in = SampleFiles.class.getResourceAsStream("/test-models/" + name)) {
            if (in == null)
                throw new Problem("E02", "The bundled sample " + name + " is not in this ExplainJ jar; install ExplainJ again.");
            byte[] bytes = in.readAllBytes();
            Path file = Files.createDirectories(folder).resolve(name);
            if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), bytes)) replace(file, bytes);
            return file;
        } catch (IOException e) {
            throw new Problem("E02", "The bundled sample " + name + " cannot be unpacked to " + folder + ": "
                    + e.getMessage() + ". Free space there, or choose another folder (-Dexplainj.folder=FOLDER).", e);
        }
    }

    private static void replace(Path file, byte[] bytes) throws IOException {
        Path part = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".part");
        Files.write(part, bytes);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path folder() {
        String set = System.getProperty("explainj.folder");
        return (set == null ? Path.of(System.getProperty("user.home"), ".explainj") : Path.of(set)).resolve("sample");
    }
}
