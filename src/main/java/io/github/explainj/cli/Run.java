// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.cli;

import io.github.explainj.Explain;
import io.github.explainj.Report;
import io.github.explainj.Result;
import io.github.explainj.input.Axes;
import io.github.explainj.probe.Cancellation;
import io.github.explainj.problem.Problem;
import io.github.explainj.registry.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Explains one input after the other, writes what was found and counts what failed. */
final class Run {

    private final Explain explain;
    private final Wanted wanted;
    private final Folder folder;
    private final Console console;
    private final Cancellation cancellation = Interrupt.cancellation();
    private final List<Map<String, Object>> entries = new ArrayList<>();
    private final Map<String, Problem> failures = new LinkedHashMap<>();
    private List<String> targets;
    private int done;

    Run(Explain explain, Wanted wanted, Folder folder, Console console) {
        this.explain = explain;
        this.wanted = wanted;
        this.folder = folder;
        this.console = console;
        this.targets = wanted.targets();
    }

    /** Returns the exit code. */
    int all(List<Input> inputs) {
        console.model(explain);
        for (Input input : inputs) {
            if (cancellation.isCancelled()) break;
            try {
                List<Loaded> slices = input.load(explain);
                for (Loaded loaded : slices) one(loaded, slices.size() > 1);
                done++;
            } catch (Problem e) {
                failed(input, e, inputs.size());
            }
        }
        return finish(inputs.size());
    }

    private void failed(Input input, Problem e, int inputs) {
        // what every further input would say too, and what the user must repair first
        if (inputs == 1 || e.code().equals("E08") || entries.isEmpty() && !e.code().startsWith("I")) throw e;
        failures.put(input.name(), e);
        console.failure(input, e);
    }

    private void one(Loaded loaded, boolean severalSlices) {
        if (cancellation.isCancelled()) return;
        console.input(explain, loaded, wanted.task().tellsPrediction());
        List<Result> results = wanted.task().run(explain, loaded, targets, console, cancellation);
        if (results.isEmpty()) return;
        List<Result.Explained> explained = results.get(0).targets();
        if (targets.isEmpty() && wanted.holdsTarget()) targets = explained.stream().map(Result.Explained::spec).toList();
        boolean several = wanted.several() || severalSlices;
        Axes axes = explain.card().inputs().get(0).axes();
        List<Map<String, Object>> written =
                new MapWriter(folder, axes, loaded, (r, f) -> wanted.task().name(r, f, loaded.stem(), several)).write(results);
        console.found(results, written);
        results.forEach(r -> r.failedImages().forEach(this::leftOut));
        entries.addAll(written);
    }

    /** Counts an image of those that are gone through; it is named once. */
    private void leftOut(String image, String sentence) {
        if (failures.put(image, Failures.problem(sentence)) == null) console.leftOut(image, sentence);
    }

    private int finish(int inputs) {
        if (entries.isEmpty()) return nothing(inputs);
        String document = Json.write(Report.document(entries, failures));
        if (folder != null) folder.writeText("result.json", document);
        console.end(document, folder, done, failures, cancellation.isCancelled());
        if (cancellation.isCancelled()) return Exit.STOPPED;
        return failures.isEmpty() ? Exit.DONE : Exit.SOME_FAILED;
    }

    private int nothing(int inputs) {
        console.nothing(inputs, failures.size(), cancellation.isCancelled());
        return cancellation.isCancelled() ? Exit.STOPPED : Exit.BAD_INPUT;
    }
}
