// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import io.github.explainj.probe.Sample;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides how many samples go into one run: the model's batch axis, the memory and whether samples
 * mix. A model mixes when a run of two does not give what two runs of one give (a normalisation
 * over the batch, say); then a map made in batches would be wrong, and each sample runs alone.
 */
final class Batching {

    private static final double SHARE_OF_MEMORY = 0.8;
    private static final float TOLERANCE = 1e-4f;

    private final OrtModel model;
    private final Map<String, Boolean> mixes = new HashMap<>();
    private final Map<List<Integer>, Long> needs = new HashMap<>();
    private int limit;

    Batching(OrtModel model, int limit) {
        if (limit < 1)
            throw new Problem("A06", "A batch of " + limit + " is not possible: expected at least 1.");
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

    /** Returns how many samples of this size a run takes. */
    synchronized Plan plan(Sample input, OrtProbe probe) {
        Plan allowed = plan();
        if (allowed.samples() == 1) return allowed;
        if (allowed.rows() == 0) {
            double fits = SHARE_OF_MEMORY * Memory.free() / Math.max(1, need(input));
            allowed = new Plan((int) Math.max(1, Math.min(fits, allowed.samples())), 0);
        }
        if (allowed.samples() == 1) return allowed;
        Plan two = allowed.rows() == 0 ? new Plan(2, 0) : allowed;
        return mixes.computeIfAbsent(probe.heads().structure(), k -> mixes(input, probe, two)) ? allowed.single() : allowed;
    }

    private long need(Sample input) {
        List<Integer> shape = Arrays.stream(input.x().shape()).boxed().toList();
        return needs.computeIfAbsent(shape, s -> Activations.bytes(model.front().graph(), model.shapes(input)));
    }

    private boolean mixes(Sample input, OrtProbe probe, Plan two) {
        Work work = probe.work(input, Slots.of(List.of(input.x(), other(input.x()))));
        float[][] together = new float[2][];
        float[][] alone = new float[2][];
        try {
            probe.carryOut(work, two, 2, (i, s) -> keep(together, i, s));
        } catch (Problem p) {
            model.remark("The model cannot run two samples at once although its batch axis is free (" + p.getMessage()
                    + "); samples run one by one.");
            return true;
        }
        probe.carryOut(work, two.single(), 2, (i, s) -> keep(alone, i, s));
        if (same(together, alone)) return false;
        model.remark("The model mixes the samples of a batch (two together do not give what each gives alone);"
                + " samples run one by one.");
        return true;
    }

    private static boolean keep(float[][] kept, int i, float[] scores) {
        kept[i] = scores.clone();
        return true;
    }

    /** Makes a second sample with values of the same range that differ from the first. */
    private static Tensor other(Tensor x) {
        float[] data = new float[x.size()];
        for (int i = 0; i < data.length; i++) data[i] = x.data()[data.length - 1 - i] * (i % 3) / 2;
        return new Tensor(data, x.shape());
    }

    private static boolean same(float[][] a, float[][] b) {
        for (int i = 0; i < a.length; i++) {
            if (a[i] == null || b[i] == null) return true;
            for (int t = 0; t < a[i].length; t++) {
                float scale = Math.max(Math.abs(b[0][t]), Math.abs(b[1][t]));
                boolean close = Math.abs(a[i][t] - b[i][t]) <= TOLERANCE * scale;
                if (!close && Float.compare(a[i][t], b[i][t]) != 0) return false;
            }
        }
        return true;
    }
}
