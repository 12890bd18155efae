// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.cli;

import io.github.explainj.Explain;
import io.github.explainj.explain.Explainer;
import io.github.explainj.problem.Problem;
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

    @Option(names = "--image", paramLabel = "FILE", arity = "1..*", description = "Images, in any format that ImageJ reads.")
    private List<Path> images = new ArrayList<>();

    @Option(names = "--tensor", paramLabel = "[NAME=]FILE.npy", arity = "1..*",
            description = "Tensors, fed exactly as they are: one per input of the model.")
    private List<String> tensors = new ArrayList<>();

    @Option(names = "--method", paramLabel = "NAME[,NAME...]", defaultValue = "occlusion",
            description = "Methods (see: explainj methods). Default: ${DEFAULT-VALUE}.")
    private List<String> methods;

    @Option(names = "--set", paramLabel = "key=value", arity = "1..*",
            description = "Parameters: window=16 goes to every method that has it, rise.cells=8 to one.")
    private List<String> sets = new ArrayList<>();

    @Option(names = "--target", paramLabel = "SPEC", arity = "1..*", description = "What is explained; several are scored in the same runs.")
    private List<String> targets = new ArrayList<>();

    @Option(names = "--target-per-image", description = "Find the top class of every image anew.")
    private boolean targetPerImage;

    @Option(names = "--layer", paramLabel = "TENSOR", description = "Inner tensor, for methods that look at one.")
    private String layer;

    @Option(names = "--wrt", paramLabel = "TENSOR", description = "Inner tensor or other input, for methods that differentiate: saliency.")
    private String wrt;

    @Mixin
    private ImageOptions imageOptions;

    @Mixin
    private ModelOptions modelOptions;

    @Option(names = "--out", paramLabel = "DIR",
            description = "Folder for maps, pictures and result.json. Default: explainj-out; with --json nothing is written.")
    private Path out;

    @Option(names = "--json", description = "Print result.json, and nothing else, to standard output.")
    private boolean json;

    @Override
    public Integer call() {
        List<Explainer> made = Settings.methods(methods, sets, inner());
        List<Input> inputs = inputs();
        Path target = out != null || json ? out : Path.of("explainj-out");
        Folder folder = target == null ? null : new Folder(target, inputs.stream().flatMap(i -> i.protectedFiles().stream()).toList());
        Console console = new Console(spec.commandLine().getOut(), spec.commandLine().getErr(), json);
        try (Explain explain = modelOptions.open(model)) {
            Wanted wanted = new Wanted(made, targets, targetPerImage, inputs.size() > 1);
            return new Run(explain, wanted, folder, console).all(inputs);
        }
    }

    private Map<String, String> inner() {
        Map<String, String> inner = new LinkedHashMap<>();
        if (layer != null) inner.put("layer", layer);
        if (wrt != null) inner.put("wrt", wrt);
        return inner;
    }

    private List<Input> inputs() {
        if (images.isEmpty() == tensors.isEmpty())
            throw new Problem("A07", images.isEmpty() ? "Nothing to explain was given; expected --image FILE or --tensor FILE.npy."
                    : "--image and --tensor exclude each other; give one of them.");
        if (images.isEmpty()) return List.of(TensorInput.parse(tensors, imageOptions.regions()));
        Showing showing = imageOptions.showing();
        List<Input> inputs = new ArrayList<>();
        for (Path image : images) inputs.add(new ImageInput(image, showing));
        Stems.checkDistinct(inputs);
        return inputs;
    }
}
