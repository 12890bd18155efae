// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import io.github.explainj.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Opens bioimage.io packages: finds the description, the ONNX weights, and checks both. */
final class Packages {

    private static final List<String> NAMES = List.of("rdf.yaml", "bioimageio.yaml", "rdf.yml", "bioimageio.yml");

    private Packages() {}

    /**
     * Opens an unpacked package.
     *
     * @param opened what the user named
     */
    static ModelSource folder(Path opened, Path folder) {
        List<Path> found = descriptions(folder);
        if (found.isEmpty()) found = only(folder).map(Packages::descriptions).orElse(List.of());
        if (found.size() == 1) return described(opened, found.get(0));
        if (found.size() > 1)
            throw new Problem("P14", opened + " has " + found.size() + " model descriptions: " + names(found)
                    + ". Open the one that you mean.");
        throw new Problem("P14", opened + " has no rdf.yaml or bioimageio.yaml; found: " + names(list(folder))
                + ". Choose a bioimage.io model package, or open an .onnx file.");
    }

    private static List<Path> descriptions(Path folder) {
        List<Path> exact = list(folder).stream().filter(f -> NAMES.contains(name(f))).toList();
        return exact.isEmpty() ? list(folder).stream().filter(f -> name(f).endsWith(".bioimageio.yaml")).toList() : exact;
    }

    /** Returns the only thing in a folder when it is a folder: some zips wrap the package in one. */
    private static Optional<Path> only(Path folder) {
        List<Path> all = list(folder);
        return all.size() == 1 && Files.isDirectory(all.get(0)) ? Optional.of(all.get(0)) : Optional.empty();
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw Unreadable.because(folder, e);
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT);
    }

    private static String names(List<Path> files) {
        if (files.isEmpty()) return "nothing";
        String shown = String.join(", ", files.stream().limit(10).map(f -> f.getFileName().toString()).toList());
        return shown + (files.size() > 10 ? ", ... (" + files.size() + ")" : "");
    }

    /** Opens a description file together with what lies beside it. */
    static ModelSource described(Path opened, Path yaml) {
        Facts facts = Yaml.read(yaml);
        String type = facts.at("type").text("(none)");
        if (!type.equals("model"))
            throw new Problem("P14", facts.file() + " describes a resource of type \"" + type + "\"; a model is needed.");
        version(facts);
        Urls.check(facts);
        Path folder = yaml.toAbsolutePath().getParent();
        return new ModelSource(opened, weights(facts, folder), ModelSource.Kind.PACKAGE, yaml, facts);
    }

    /** Returns {@code 4} or {@code 5}: the middle number of the format version. */
    static int version(Facts facts) {
        String version = facts.at("format_version").text("(none)");
        if (version.matches("0\\.4(\\..*)?")) return 4;
        if (version.matches("0\\.5(\\..*)?")) return 5;
        throw new Problem("P14", facts.file() + " has format_version " + version
                + "; this version reads bioimage.io model descriptions 0.4 and 0.5. Update the package or ExplainJ.");
    }

    private static Path weights(Facts facts, Path folder) {
        Facts onnx = facts.at("weights").at("onnx");
        if (onnx.isMissing())
            throw new Problem("P16", facts.file() + " has no ONNX weights; found: "
                    + String.join(", ", facts.at("weights").entries().keySet())
                    + ". Export the model to ONNX and add it to the package, or open the .onnx file.");
        String source = onnx.at("source").text();
        if (source.matches("(?i)https?://.*"))
            throw new Problem("P16", facts.file() + ": the ONNX weights are not in the package but at " + source
                    + ". ExplainJ downloads nothing: download the whole package from bioimage.io.");
        Path file = PackageFiles.resolve(facts.file(), folder, source);
        if (!Files.isRegularFile(file))
            throw new Problem("P16", facts.file() + " names the ONNX weights \"" + source + "\", which are not in the package ("
                    + names(list(folder)) + "). Download it again.");
        same(onnx, source, file);
        Facts external = onnx.at("external_data");
        if (!external.isMissing()) {
            String data = external.at("source").text();
            same(external, data, PackageFiles.resolve(facts.file(), folder, data));
        }
        return file;
    }

    private static void same(Facts described, String source, Path file) {
        if (described.at("sha256").isMissing()) return;
        String expected = described.at("sha256").text();
        String actual = PackageFiles.sha256(file);
        if (!actual.equalsIgnoreCase(expected))
            throw new Problem("P16", source + " has the SHA-256 " + actual + " and " + described.file() + " says " + expected
                    + ": the file is damaged or was changed. Download the package again.");
    }
}
