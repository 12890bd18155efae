// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * Finds out whether a model mixes the samples of a batch: a run of two does not give what two runs
 * of one give (a normalisation over the batch, say). A map made in batches would then be wrong.
 */
record MixingCheck(OrtModel model, OrtProbe probe, Runs.Run run) {

    static final String NOT_TWO = "The model cannot run two samples at once although its batch axis is free; samples run one by one.";
    static final String MIXES = "The model mixes the samples of a batch (two together do not give what each gives alone);"
            + " samples run one by one.";

    private static final float TOLERANCE = 1e-4f;

    /** Returns whether samples mix; empty when it was stopped before that was known. */
    Optional<Boolean> mixes(Work asked, Plan plan) {
        Tensor x = asked.sample().x();
        Work work = asked.of(Slots.of(List.of(x, other(x))));
        float[][] together;
        try {
            together = scores(work, plan.rows() == 0 ? new Plan(2, 0) : plan);
        } catch (Problem p) {
            // with a batch of one the same problem comes again, and is then the user's to see
            float[][] alone = scores(work, plan.single());
            model.remark(NOT_TWO);
            return alone[1] == null ? Optional.empty() : Optional.of(true);
        }
        float[][] alone = scores(work, plan.single());
        if (together[1] == null || alone[1] == null) return Optional.empty();
        boolean same = same(together, alone);
        if (!same) model.remark(MIXES);
        return Optional.of(!same);
    }

    private float[][] scores(Work work, Plan plan) {
        float[][] kept = new float[2][];
        probe.carryOut(work, plan, run, Supply.of(2), (i, row) -> {
            kept[i] = new float[work.task().targets()];
            row.scores(kept[i]);
            return true;
        });
        return kept;
    }

    /** Makes a second sample with values of the same range that differs from the first. */
    static Tensor other(Tensor x) {
        float[] data = new float[x.size()];
        float some = x.data()[data.length / 2];
        for (int i = 0; i < data.length; i++) {
            float v = x.data()[data.length - 1 - i];
            data[i] = (v == 0 && some == 0 ? 1 : v) * (i % 3) / 2;
        }
        return new Tensor(data, x.shape());
    }

    private static boolean same(float[][] together, float[][] alone) {
        for (int t = 0; t < alone[0].length; t++) {
            float scale = Math.max(Math.abs(alone[0][t]), Math.abs(alone[1][t]));
            for (int i = 0; i < 2; i++) {
                boolean close = Math.abs(together[i][t] - alone[i][t]) <= TOLERANCE * scale;
                if (!close && Float.compare(together[i][t], alone[i][t]) != 0) return false;
            }
        }
        return true;
    }
}
