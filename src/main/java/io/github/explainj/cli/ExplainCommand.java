// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.cli;

import io.github.explainj.Explain;
import io.github.explainj.explain.Explainer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Explains images or tensors. */
@Command(name = "explain", mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false,
        description = "Explains what a model says about images or tensors.",
        footerHeading = "%nTargets (SPEC):%n", footer = {
            "  class:K or class:NAME   score of a class (logit); prob:K, logodds:K",
            "  mean:C, sum:C           channel C of a dense output, over space",
            "  index:i,j,...           one element, without the batch axis",
            "  weights:FILE.npy        inner product with a tensor of the output's shape",
            "  point:C,y,x  peak:C  argmax_x:C  argmax_y:C   in a heat-map channel",
            "  region:C:FILE           mean over a mask image or ROI file; FILE#17 for one label",
            "  box:ROW,VALUE           one number of a detector's row",
            "  similar:FILE            cosine similarity to another image's tensor",
            "Each may end in @TENSOR (an output or an inner tensor); double quotes protect names.",
            "Sums and differences: \"class:3 - class:5\", \"0.5*mean:1@a + weights:w.npy@b\".",
            "Default: the top class, found on the first image and then held fixed."},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all done", "1:internal error", "2:bad arguments, model or input; nothing was processed",
            "3:finished, but some inputs failed", "4:stopped (Ctrl-C, disk full); what was done is kept"})
final class ExplainCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--model", paramLabel = "M", required = true,
            description = "An .onnx file, or a bioimage.io package (folder, zip, rdf.yaml, bioimageio.yaml).")
    private Path model;

    @Mixin
    private InputOptions inputOptions;

    @Option(names = "--method", paramLabel = "NAME[,NAME...]", defaultValue = "occlusion",
            description = "Methods (see: explainj methods). Default: ${DEFAULT-VALUE}.")
    private List<String> methods;

    @Option(names = "--set", paramLabel = "key=value", arity = "1..*",
            description = "Parameters: window=16 goes to every method that has it, rise.cells=8 to one.")
    private List<String> sets = new ArrayList<>();

    @Mixin
    private TargetOptions target;

    @Option(names = "--layer", paramLabel = "TENSOR", description = "Inner tensor, for methods that look at one.")
    private String layer;

    @Option(names = "--wrt", paramLabel = "TENSOR", description = "Inner tensor or other input, for methods that differentiate: saliency.")
    private String wrt;

    @Mixin
    private ImageOptions imageOptions;

    @Mixin
    private ModelOptions modelOptions;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        List<Explainer> made = Settings.methods(methods, sets, inner());
        List<Input> inputs = inputOptions.inputs("explain", imageOptions);
        Folder folder = output.folder(inputs.stream().flatMap(i -> i.protectedFiles().stream()).toList());
        Console console = output.console(spec.commandLine());
        try (Explain explain = modelOptions.open(model)) {
            Wanted wanted = new Wanted(new Explaining(made), target.specs(), target.perImage(), inputs.size() > 1);
            return new Run(explain, wanted, folder, console).all(inputs);
        }
    }

    private Map<String, String> inner() {
        Map<String, String> inner = new LinkedHashMap<>();
        if (layer != null) inner.put("layer", layer);
        if (wrt != null) inner.put("wrt", wrt);
        return inner;
    }
}
