// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import ij.ImagePlus;
import ij.plugin.PlugIn;
import io.github.explainj.probe.Cancellation;
import io.github.explainj.problem.Problem;
import io.github.explainj.registry.Schema;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Runs one explainer from menu or macro; its argument is the method's name:
 * {@code Method("occlusion")} in {@code plugins.config}.
 */
public final class Method implements PlugIn {

    @Override
    public void run(String method) {
        Door.run(() -> run(Keys.of(method)));
    }

    /** Asks for the values and runs; a view too. */
    static void run(Keys keys) {
        Schema<?> method = keys.method();
        Form form = new Form(method.label() + "...", method.about(), keys.parameters());
        Shell.values(form, given -> checked(keys, given)).ifPresent(values -> explain(keys.job(values)));
    }

    /** Explains, shows and writes. */
    static void explain(Keys.Job job) {
        Optional<ImagePlus> image = image(job);
        Cancellation cancellation = new Cancellation();
        try (Escape escape = new Escape(cancellation)) {
            Outcome outcome = new Runner(job, image, cancellation).run();
            new Presenter(outcome).show();
            OutputFiles.write(outcome);
        }
    }

    private static Optional<ImagePlus> image(Keys.Job job) {
        return job.needsImage() ? Optional.of(Sources.image(job.common().input())) : Optional.empty();
    }

    /** Tries the values of a dialog; where the fit has to be chosen it is asked for. */
    static Map<String, String> checked(Keys keys, Map<String, String> given) {
        Keys.Job job = keys.job(given);
        try {
            new Runner(job, image(job), new Cancellation()).tryFit();
            return given;
        } catch (Problem p) {
            if (!p.code().equals("I06")) throw p;
            Map<String, String> fitted = new LinkedHashMap<>(given);
            fitted.put("fit", FitDialog.ask(p).orElseThrow(() -> p));
            return fitted;
        }
    }
}
