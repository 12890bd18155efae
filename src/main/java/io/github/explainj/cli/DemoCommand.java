// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.cli;

import io.github.explainj.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Explains the bundled image: the first result in one command. */
@Command(name = "demo", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Explains the bundled model on the bundled image, by occlusion and RISE.")
final class DemoCommand implements Callable<Integer> {

    private static final List<String> FILES = List.of("puncta.onnx", "puncta.explainj.json", "puncta_sample.tif");

    @Spec
    private CommandSpec spec;

    @Option(names = "--out", paramLabel = "DIR", defaultValue = "target/demo", description = "Folder for the files. Default: ${DEFAULT-VALUE}.")
    private Path out;

    @Override
    public Integer call() {
        Path sample = out.resolve("sample");
        FILES.forEach(name -> unpack(name, sample));
        List<String> arguments = new ArrayList<>(List.of("explain", "--model", sample.resolve(FILES.get(0)).toString(),
                "--image", sample.resolve(FILES.get(2)).toString(), "--method", "occlusion,rise", "--out", out.toString()));
        CommandLine explain = spec.parent().commandLine();
        return explain.execute(arguments.toArray(String[]::new));
    }

    private static void unpack(String name, Path folder) {
        try (InputStream in = DemoCommand.class.getResourceAsStream("/test-models/" + name)) {
            if (in == null) throw new IllegalStateException("the program's jar has no test-models/" + name);
            Files.createDirectories(folder);
            Files.copy(in, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new Problem("E09", folder.resolve(name) + " cannot be written: " + e.getMessage()
                    + ". Choose another folder with --out.", e);
        }
    }
}
