// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import io.github.explainj.probe.Sample;
import io.github.explainj.problem.Problem;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Decides how many samples go into one run: the model's batch axis, the memory, mixing samples. */
final class Batching {

    private static final double SHARE_OF_MEMORY = 0.8;
    private static final long WITHOUT_ESTIMATE = 64L << 20;

    /** Buffers lie outside the heap, and Java allows no more bytes there than in it. */
    private static final long BUFFERS = 256L << 20;

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
        if (!work.task().isBatched()) return plan().single();
        Plan plan = fitted(work);
        if (plan.samples() == 1) return plan;
        boolean mixing = mixes(work.task().structure(), () -> new MixingCheck(model, probe, run).mixes(work, plan));
        return mixing ? plan.single() : plan;
    }

    /** Returns what memory allows. */
    synchronized Plan fitted(Work work) {
        Plan plan = plan();
        return plan.samples() > 1 && plan.rows() == 0 ? new Plan(fitting(work, plan.samples()), 0) : plan;
    }

    /**
     * Returns whether samples must run one by one; while nobody knows, they must.
     *
     * @param check is asked once
     */
    synchronized boolean mixes(String structure, Supplier<Optional<Boolean>> check) {
        if (!mixes.containsKey(structure)) check.get().ifPresent(m -> mixes.put(structure, m));
        return mixes.getOrDefault(structure, true);
    }

    /** From now on they run one by one. */
    synchronized void runOneByOne(String structure) {
        mixes.put(structure, true);
    }

    private int fitting(Work work, int most) {
        Sample input = work.sample();
        List<Integer> shape = Arrays.stream(input.x().shape()).boxed().toList();
        long need = work.task().program().bytes() > 0 ? work.task().program().bytes() : needs.computeIfAbsent(shape, s -> need(input));
        // two batches: one runs while the other is written and read
        long buffers = 2 * Float.BYTES * (input.x().size() + work.task().results().stream().mapToLong(Result::size).sum());
        return (int) Math.max(1, Math.min(Math.min(most, BUFFERS / buffers), SHARE_OF_MEMORY * Memory.free() / (need + buffers)));
    }

    private long need(Sample input) {
        try {
            return Activations.bytes(model.front().graph(), Shapes.inferred(model, input));
        } catch (Problem e) {
            return WITHOUT_ESTIMATE;
        }
    }
}
