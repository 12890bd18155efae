// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import io.github.explainj.tensor.Tensor;
import java.util.Arrays;

/**
 * One row of a batch that has run. Valid until the sink returns.
 *
 * @param batch the buffers
 * @param slot which row
 */
record Row(Batch batch, int slot) {

    /** Takes rows as they come, in order. */
    @FunctionalInterface
    interface Sink {
        /** Returns false to stop. */
        boolean accept(int index, Row row);
    }

    /** Copies the scores of all targets. */
    void scores(float[] into) {
        batch.out(0).get(slot * into.length, into);
    }

    /** Copies what was fed: {@code [1, C, spatial...]}. */
    Tensor input() {
        Tensor x = Tensor.zeros(batch.work().sample().x().shape());
        batch.in().get(slot * x.size(), x.data());
        return x;
    }

    /** Copies a result, with a batch axis of 1 when it has one. */
    Tensor result(int index) {
        Result result = batch.work().task().results().get(index);
        Tensor t = Tensor.zeros(Arrays.stream(result.shape(1)).mapToInt(Math::toIntExact).toArray());
        batch.out(index).get((result.batched() ? slot : 0) * t.size(), t.data());
        boolean copies = result.batched() && result.gradient() && batch.isAlone();
        for (int row = 1; copies && row < batch.rows(); row++) add(index, row, t.data());
        return t;
    }

    private void add(int index, int row, float[] to) {
        for (int i = 0; i < to.length; i++) to[i] += batch.out(index).get(row * to.length + i);
    }
}
