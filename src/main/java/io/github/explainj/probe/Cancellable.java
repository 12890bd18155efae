// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.probe;

import io.github.explainj.perturb.Samples;
import io.github.explainj.tensor.Tensor;
import java.util.Collection;
import java.util.Map;

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
    public int gradients(Sample input, Samples samples, Differentiation wanted, DerivativeSink sink) {
        if (cancellation.isCancelled()) return 0;
        try (Cancellation.Listening on = cancellation.onCancel(inner::interrupt)) {
            return inner.gradients(input, samples, wanted, (i, t, d) -> !cancellation.isCancelled() && sink.accept(i, t, d));
        }
    }

    @Override
    public Map<String, Tensor> activations(Sample input, Collection<String> tensors) {
        return inner.activations(input, tensors);
    }

    @Override
    public Network network(Sample input) {
        return inner.network(input);
    }

    @Override
    public void interrupt() {
        inner.interrupt();
    }
}
