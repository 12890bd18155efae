// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import ai.onnxruntime.OrtException;
import io.github.explainj.probe.ActivationSink;
import io.github.explainj.probe.Sample;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs inputs as they come and hands on what tensors inside the model hold, in order. The first of a
 * kind runs alone: what it gives tells the shapes. The others of its kind follow in batches where
 * the tensors allow it, and else one by one. No more than two batches are read ahead.
 */
final class Stream {

    private final OrtModel model;
    private final Runs.Run run;
    private final Arrivals arrivals;
    private final List<String> names;
    private final ActivationSink sink;
    private final String structure;
    private boolean ended;
    private int done;

    Stream(OrtModel model, Runs.Run run, Arrivals arrivals, List<String> names, ActivationSink sink) {
        this.model = model;
        this.run = run;
        this.arrivals = arrivals;
        this.names = names;
        this.structure = "values " + names;
        this.sink = sink;
    }

    /**
     * Runs to the end.
     *
     * @param probe runs the batches
     * @return how many the sink got
     */
    int run(OrtProbe probe) {
        while (!ended && !run.isStopped()) {
            Sample first = arrivals.begin();
            if (first == null) break;
            Map<String, Tensor> alone = alone(first);
            if (alone.isEmpty() || !hand(alone)) break;
            batches(first, alone, probe);
        }
        return done;
    }

    /** Returns nothing when it was stopped. */
    private Map<String, Tensor> alone(Sample input) {
        try {
            model.first(run, input);
            return model.run(input, names, run);
        } catch (Problem p) {
            if (run.isStopped()) return Map.of();
            throw p;
        }
    }

    /** Runs what follows of the kind of a sample; nothing where one after the other must run alone. */
    private void batches(Sample first, Map<String, Tensor> alone, OrtProbe probe) {
        Batching batching = model.batching();
        boolean possible = batching.plan().samples() > 1 && !run.isStopped() && arrivals.ready(0, 1) > 0
                && !batching.mixes(structure, () -> new RowCheck(model, run).mixes(first, alone));
        if (!possible) return;
        Work work = new Work(first, arrivals, new Values(model).task(alone, structure), model.front().fedName(), model.others());
        try {
            probe.carryOut(work, batching.fitted(work), run, arrivals, (i, row) -> {
                arrivals.leave();
                return hand(values(row));
            });
        } catch (Problem p) {
            if (!(p.getCause() instanceof OrtException)) throw p;
            // a shape that follows from the values; if a sample is at fault, its own run says so
            batching.runOneByOne(structure);
        }
    }

    private Map<String, Tensor> values(Row row) {
        Map<String, Tensor> values = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) values.put(names.get(i), row.result(i));
        return values;
    }

    private boolean hand(Map<String, Tensor> values) {
        ended = !sink.accept(done++, values);
        return !ended;
    }
}
