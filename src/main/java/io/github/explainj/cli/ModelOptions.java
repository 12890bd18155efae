// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.cli;

import io.github.explainj.Explain;
import io.github.explainj.Options;
import io.github.explainj.plugin.Loader;
import io.github.explainj.probe.Device;
import io.github.explainj.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Options that say how a model is opened. */
final class ModelOptions {

    @Option(names = "--device", paramLabel = "D", defaultValue = "auto",
            description = "Where it runs: auto, cpu or cuda:N. Default: ${DEFAULT-VALUE}.")
    private String device;

    @Option(names = "--override", paramLabel = "KEY=VALUE", arity = "1..*",
            description = "Replace what the model's files say or what was inferred: axes=byxc, output_axes=bcyx,"
                    + " size=64,64, channels=a,b, classes=a,b, range=0,255, normalise=0-1, mean=0.5, std=0.2,"
                    + " channel_order=bgr, pixel_size=0.5, background=bright, data_mean=12, activation=softmax.")
    private List<String> overrides = new ArrayList<>();

    @Option(names = "--gradient", paramLabel = "FILE",
            description = "A gradient graph exported elsewhere, in place of ours: inputs as the model's and a weight per number of"
                    + " its output, output the gradient of the sum of their products.")
    private Path gradient;

    @Option(names = "--gradient-names", paramLabel = "KEY=NAME", arity = "1..*",
            description = "What is called otherwise in that graph: the model's input, output, weights or gradient.")
    private List<String> gradientNames = new ArrayList<>();

    /** Refuses a foreign gradient where ours is what was asked for. */
    void refuseGradient() {
        if (gradient != null)
            throw new Problem("A07", "--gradient " + gradient + " is not possible here: this command derives the gradient itself. Leave it out.");
    }

    Explain open(Path model) {
        Options options = new Options(Device.parse(device), pairs("--override", overrides, "axes=byxc"), new Loader());
        if (gradient == null) return Explain.open(model, options);
        return Explain.open(model, options.with(
                new Options.Gradient(gradient, pairs("--gradient-names", gradientNames, "weights=grad_output"))));
    }

    private static Map<String, String> pairs(String option, List<String> texts, String example) {
        Map<String, String> map = new LinkedHashMap<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            if (equals < 1)
                throw new Problem("A07", option + " " + text + " is not possible: expected KEY=VALUE, e.g. " + example + ".");
            map.put(text.substring(0, equals), text.substring(equals + 1));
        }
        return map;
    }
}
