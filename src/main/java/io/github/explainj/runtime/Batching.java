// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import io.github.explainj.probe.Sample;
import io.github.explainj.problem.Problem;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Decides how many samples go into one run: the model's batch axis, the memory, mixing samples. */
final class Batching {

    private static final double SHARE_OF_MEMORY = 0.8;
    private static final long WITHOUT_ESTIMATE = 64L << 20;

    private final OrtModel model;
    private final Map<String, Boolean> mixes = new HashMap<>();
    private final Map<List<Integer>, Long> needs = new HashMap<>();
    private int limit;

    Batching(OrtModel model, int limit) {
        if (limit < 1)
            throw new Problem("A06", "A batch of " + limit + " samples is not possible: expected at least 1.");
        this.model = model;
        this.limit = limit;
    }

    /** Never again more samples than this: there was no memory for more. */
    synchronized void limit(int samples) {
        limit = Math.min(limit, samples);
    }

    /** Returns what the batch axis allows. */
    synchronized Plan plan() {
        int axis = model.front().batch();
        return axis < 0 ? new Plan(limit, 0) : new Plan(axis, axis);
    }

    /** Returns how many rows a run takes. */
    synchronized Plan plan(Work work, OrtProbe probe, Runs.Run run) {
        Plan plan = plan();
        if (!work.task().isBatched()) return plan.single();
        if (plan.samples() > 1 && plan.rows() == 0) plan = new Plan(fitting(work, plan.samples()), 0);
        if (plan.samples() == 1) return plan;
        String structure = work.task().structure();
        if (!mixes.containsKey(structure))
            new MixingCheck(model, probe, run).mixes(work, plan).ifPresent(m -> mixes.put(structure, m));
        return mixes.getOrDefault(structure, true) ? plan.single() : plan;
    }

    private int fitting(Work work, int most) {
        Sample input = work.sample();
        List<Integer> shape = Arrays.stream(input.x().shape()).boxed().toList();
        long need = work.task().program().bytes() > 0 ? work.task().program().bytes() : needs.computeIfAbsent(shape, s -> need(input));
        return (int) Math.max(1, Math.min(most, SHARE_OF_MEMORY * Memory.free() / (need + 8L * input.x().size())));
    }

    private long need(Sample input) {
        try {
            return Activations.bytes(model.front().graph(), Shapes.inferred(model, input));
        } catch (Problem e) {
            return WITHOUT_ESTIMATE;
        }
    }
}
