// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import io.github.explainj.problem.Problem;
import io.github.explainj.registry.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a user opens: an {@code .onnx} file, alone or with {@code NAME.explainj.json} beside it, or a
 * bioimage.io package (a folder, its {@code rdf.yaml} or {@code bioimageio.yaml}, or a zip).
 */
public final class ModelSource {

    /** Where facts about the model come from. */
    public enum Kind {
        /** An ONNX file alone: layout and sizes are inferred. */
        PLAIN,
        /** An ONNX file with {@code NAME.explainj.json} beside it. */
        SIDE_CAR,
        /** A bioimage.io package. */
        PACKAGE
    }

    private static final String SIDE_CAR = ".explainj.json";

    private final Path opened;
    private final Path weights;
    private final Kind kind;
    private final Path description;
    private final Facts facts;

    ModelSource(Path opened, Path weights, Kind kind, Path description, Facts facts) {
        this.opened = opened;
        this.weights = weights;
        this.kind = kind;
        this.description = description;
        this.facts = facts;
    }

    /**
     * Finds the ONNX file and what describes it; a zip is checked, unpacked once and found again by its
     * SHA-256.
     *
     * @throws Problem P09 to P18 for what is wrong with a package; the ONNX file itself is not looked at
     */
    public static ModelSource open(Path path) {
        String name = path.getFileName() == null ? "" : path.getFileName().toString().toLowerCase(Locale.ROOT);
        if (!Files.exists(path))
            throw new Problem("M01", "There is no model at " + path + ". Check the path and its spelling.");
        if (Files.isDirectory(path)) return Packages.folder(path, path);
        if (name.endsWith(".yaml") || name.endsWith(".yml")) return Packages.described(path, path);
        if (!name.endsWith(".onnx") && Archives.isZip(path)) return Packages.folder(path, Archives.unpack(path));
        return plain(path);
    }

    private static ModelSource plain(Path onnx) {
        String name = onnx.getFileName().toString();
        int dot = name.lastIndexOf('.');
        Path sideCar = onnx.resolveSibling((dot < 0 ? name : name.substring(0, dot)) + SIDE_CAR);
        if (!Files.exists(sideCar)) return new ModelSource(onnx, onnx, Kind.PLAIN, null, Facts.of(name, Map.of()));
        Map<String, Object> read = Json.readObject(sideCar.getFileName().toString(), text(sideCar));
        return new ModelSource(onnx, onnx, Kind.SIDE_CAR, sideCar, Facts.of(sideCar.getFileName().toString(), read));
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) <= Yaml.MAX_BYTES) return Files.readString(file);
            throw new Problem("P15", file.getFileName() + " has " + Files.size(file) + " bytes; a model's description"
                    + " may have at most " + Yaml.MAX_BYTES + ".");
        } catch (java.nio.charset.CharacterCodingException e) {
            throw new Problem("P15", file.getFileName() + " is not UTF-8 text. Save it as UTF-8.", e);
        } catch (IOException e) {
            throw Unreadable.because(file, e);
        }
    }

    /** Returns what the user named. */
    public Path opened() {
        return opened;
    }

    /** Returns the ONNX file. */
    public Path weights() {
        return weights;
    }

    public Kind kind() {
        return kind;
    }

    /** Returns the file that describes the model. */
    public Optional<Path> description() {
        return Optional.ofNullable(description);
    }

    Facts facts() {
        return facts;
    }

    /** Returns the folder of the description, against which its file names are resolved. */
    Path folder() {
        Path file = (description == null ? weights : description).toAbsolutePath();
        return file.getParent();
    }

    /** Returns the ways in which a model can be opened, for a file chooser. */
    public static List<String> extensions() {
        return List.of("onnx", "zip", "yaml", "yml");
    }
}
