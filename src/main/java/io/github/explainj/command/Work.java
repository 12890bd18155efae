// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.command;

import ij.ImagePlus;
import io.github.explainj.imagej.ImageFiles;
import io.github.explainj.imagej.Tables;
import io.github.explainj.plugin.Failures;
import io.github.explainj.plugin.Keys;
import io.github.explainj.plugin.Outcome;
import io.github.explainj.plugin.OutputFiles;
import io.github.explainj.plugin.Runner;
import io.github.explainj.probe.Cancellation;
import io.github.explainj.problem.Problem;
import io.github.explainj.registry.Json;
import java.io.File;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What all SciJava commands share: the image, the run, the outputs, and failures as one sentence. */
final class Work {

    private Work() {}

    /**
     * What a command gives back.
     *
     * @param maps the method's own map first
     * @param table the tables as CSV
     * @param json the provenance of every result
     */
    record Outputs(List<ImagePlus> maps, String table, String json) {

        /** Returns the method's own map, or the view's first picture; null when there is none, as SciJava has it. */
        ImagePlus map() {
            return maps.isEmpty() ? null : maps.get(0);
        }
    }

    /**
     * @param keys of the method or view
     * @param image opened when the run needs one
     */
    static Outputs run(Keys keys, Map<String, String> settings, Supplier<ImagePlus> image) {
        Keys.Job job = keys.job(settings);
        Optional<ImagePlus> source = job.needsImage() ? Optional.of(image.get()) : Optional.empty();
        Outcome outcome = new Runner(job, source, new Cancellation()).run();
        OutputFiles.write(outcome);
        String table = String.join("\n", outcome.tables().values().stream().map(Tables::csv).toList());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("complete", outcome.complete());
        json.put("results", outcome.records());
        return new Outputs(outcome.images(), table, Json.write(json));
    }

    /** Returns the image that was given, or opens the file. */
    static ImagePlus image(ImagePlus given, File file) {
        if (given != null) return given;
        if (file != null) return ImageFiles.open(file.toPath());
        throw new Problem("A07", "No image is given: set image to a file, or imagePlus to an open image.");
    }

    /**
     * Runs and returns what went wrong as one sentence, or null.
     *
     * <p>Scripts read it as the cancel reason; an exception would end as a stack trace.
     */
    static String failure(Runnable work) {
        return Failures.sentence(work);
    }
}
