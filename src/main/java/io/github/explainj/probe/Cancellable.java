// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.probe;

import io.github.explainj.perturb.Samples;

/** Stops a probe when cancelled: the batch in progress is terminated, the samples before it are kept. */
public record Cancellable(Probe inner, Cancellation cancellation) implements Probe {

    @Override
    public int targets() {
        return inner.targets();
    }

    @Override
    public float[] score(Sample input) {
        return inner.score(input);
    }

    @Override
    public int scores(Sample input, Samples samples, Sink sink) {
        if (cancellation.isCancelled()) return 0;
        try (Cancellation.Listening on = cancellation.onCancel(inner::interrupt)) {
            return inner.scores(input, samples, (i, s) -> !cancellation.isCancelled() && sink.accept(i, s));
        }
    }

    @Override
    public void interrupt() {
        inner.interrupt();
    }
}
