// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.probe;

import io.github.explainj.perturb.Samples;

/** Stops a probe when cancelled: the batch in progress is terminated, the samples before it are kept. */
public record Cancellable(Probe inner, Cancellation cancellation) implements Decorator {

    @Override
    public int scores(Sample input, Samples samples, Sink sink) {
        if (cancellation.isCancelled()) return 0;
        try (Cancellation.Listening on = cancellation.onCancel(inner::interrupt)) {
            return inner.scores(input, samples, (i, s) -> !cancellation.isCancelled() && sink.accept(i, s));
        }
    }

    @Override
    public int gradients(Sample input, Samples samples, Differentiation wanted, DerivativeSink sink) {
        if (cancellation.isCancelled()) return 0;
        try (Cancellation.Listening on = cancellation.onCancel(inner::interrupt)) {
            return inner.gradients(input, samples, wanted, (i, t, d) -> !cancellation.isCancelled() && sink.accept(i, t, d));
        }
    }
}
