// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.cli;

import io.github.explainj.Explain;
import io.github.explainj.ModelReport;
import io.github.explainj.registry.Json;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Describes a model. */
@Command(name = "info", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Describes a model: inputs, outputs, preprocessing, layers, and what was inferred.")
final class InfoCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "MODEL", description = "An .onnx file or a bioimage.io package.")
    private Path model;

    @Mixin
    private ModelOptions options;

    @Option(names = "--size", paramLabel = "H,W", split = ",",
            description = "Size of the image (H,W, or D,H,W) for which the layers' shapes are told, where the model takes any. Default: 64.")
    private List<Integer> size = List.of();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (Explain explain = options.open(model)) {
            ModelReport report = new ModelReport(explain, size);
            out.print(json ? Json.write(report.json()) : report.text());
        }
        return Exit.DONE;
    }
}
