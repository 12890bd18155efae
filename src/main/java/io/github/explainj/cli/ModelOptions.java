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

    Explain open(Path model) {
        return Explain.open(model, new Options(Device.parse(device), overrides(), new Loader()));
    }

    private Map<String, String> overrides() {
        Map<String, String> map = new LinkedHashMap<>();
        for (String text : overrides) {
            int equals = text.indexOf('=');
            if (equals < 1) throw new Problem("A07", "--override " + text + " is not possible: expected KEY=VALUE, e.g. axes=byxc.");
            map.put(text.substring(0, equals), text.substring(equals + 1));
        }
        return map;
    }
}
