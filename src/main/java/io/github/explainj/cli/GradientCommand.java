// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.cli;

import io.github.explainj.Explain;
import io.github.explainj.GradientRequest;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.Port;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Exports a gradient as an ordinary ONNX file. */
@Command(name = "gradient", mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false,
        description = "Derives the gradient of a model as an ONNX file of standard operators, which runs anywhere.",
        footer = {"", "Outputs: score [N, 1] and grad_TENSOR for each tensor. Inputs: the model's own; the target's",
            "numbers are inputs with default values. Without --target, the input \"weights\" has the shape of the",
            "model's first output, and the score is the sum of their products."})
final class GradientCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "MODEL", description = "An .onnx file or a bioimage.io package.")
    private Path model;

    @Option(names = "--target", paramLabel = "SPEC", defaultValue = "", description = "What is differentiated, e.g. class:3 or \"class:3 - class:5\".")
    private String target;

    @Option(names = "--wrt", paramLabel = "TENSOR", split = ",",
            description = "Inner tensors or inputs with respect to which. Default: the first input.")
    private List<String> wrt = new ArrayList<>();

    @Option(names = "--size", paramLabel = "[D,]H,W", split = ",", description = "Size of the image, where the model takes any.")
    private List<Integer> size = new ArrayList<>();

    @Option(names = {"-o", "--out"}, paramLabel = "OUT.onnx", required = true, description = "The file to write.")
    private Path out;

    @Mixin
    private ModelOptions options;

    @Override
    public Integer call() {
        options.refuseGradient();
        try (Explain explain = options.open(model)) {
            print(explain.exportGradient(new GradientRequest(target, wrt, size), out));
        }
        return Exit.DONE;
    }

    private void print(Graph graph) {
        PrintWriter print = spec.commandLine().getOut();
        print.println(out + ": " + graph.nodes().size() + " nodes, opset " + graph.opset());
        for (Port p : graph.inputs()) print.println("input " + p.name() + " " + p.type() + " " + p.shape());
        for (Port p : graph.outputs()) print.println("output " + p.name());
    }
}
