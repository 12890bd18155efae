// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import io.github.explainj.probe.Sample;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out whether tensors inside a model have a row for each sample of a batch, and whether a row is
 * what its sample gives alone.
 */
record RowCheck(OrtModel model, Runs.Run run) {

    /** Rows differ in their last bits from batch to batch, where they nearly vanish by more. */
    private static final float TOLERANCE = 1e-4f;

    /**
     * Returns whether samples must run one by one; empty when it was stopped before that was known.
     *
     * @param alone what the first sample gives alone
     */
    Optional<Boolean> mixes(Sample first, Map<String, Tensor> alone) {
        Values values = new Values(model);
        List<String> names = List.copyOf(alone.keySet());
        Tensor other = MixingCheck.other(first.x());
        Map<String, Tensor> together;
        Map<String, Tensor> second;
        try {
            together = values.rows(first, pair(first.x(), other), names, run);
            second = values.of(first, other, names, run);
        } catch (Problem p) {
            if (run.isStopped()) return Optional.empty();
            model.remark(MixingCheck.NOT_TWO);
            return Optional.of(true);
        }
        for (String name : names) if (!hasRows(together.get(name), alone.get(name), second.get(name))) return Optional.of(true);
        boolean same = names.stream().allMatch(n -> same(together.get(n).sample(0), alone.get(n))
                && same(together.get(n).sample(1), second.get(n)));
        if (!same) model.remark(MixingCheck.MIXES);
        return Optional.of(!same);
    }

    private int rows() {
        return Math.max(2, model.front().batch());
    }

    private Tensor pair(Tensor x, Tensor y) {
        Tensor pair = Values.repeated(y, rows());
        System.arraycopy(x.data(), 0, pair.data(), 0, x.size());
        return pair;
    }

    private boolean hasRows(Tensor together, Tensor first, Tensor second) {
        if (first.rank() == 0 || first.batch() != 1 || !Arrays.equals(first.shape(), second.shape())) return false;
        int[] shape = first.shape();
        shape[0] = rows();
        return Arrays.equals(together.shape(), shape);
    }

    private static boolean same(Tensor row, Tensor alone) {
        float scale = 0;
        for (float v : alone.data()) if (Math.abs(v) > scale && Math.abs(v) < Float.POSITIVE_INFINITY) scale = Math.abs(v);
        for (int i = 0; i < alone.size(); i++) {
            float a = alone.data()[i];
            float b = row.data()[i];
            boolean close = Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), 0.01f * scale);
            if (!close && Float.compare(a, b) != 0) return false;
        }
        return true;
    }
}
