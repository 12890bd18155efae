// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import io.github.explainj.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;

/** Unpacks the bundled model and image from the jar, once per content, into the user's folder. */
public final class SampleFiles {

    private static final String[] BESIDE_THE_MODEL = {"puncta.explainj.json"};

    private SampleFiles() {}

    static Path model() {
        return model(folder());
    }

    static Path image() {
        return image(folder());
    }

    /** Unpacks the model, and what belongs beside it, into a folder. */
    public static Path model(Path folder) {
        for (String name : BESIDE_THE_MODEL) if (SampleFiles.class.getResource("/test-models/" + name) != null) unpacked(name, folder);
        return unpacked("puncta.onnx", folder);
    }

    /** Unpacks the image into a folder. */
    public static Path image(Path folder) {
        return unpacked("puncta_sample.tif", folder);
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
