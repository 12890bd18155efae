// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.probe;

import io.github.explainj.perturb.Samples;
import java.util.Collection;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicInteger;

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

    @Override
    public int activations(Inputs inputs, Collection<String> tensors, ActivationSink sink) {
        if (cancellation.isCancelled()) return 0;
        try (Cancellation.Listening on = cancellation.onCancel(inner::interrupt)) {
            Inputs until = new Inputs(new Until(inputs.samples()), inputs.expected());
            AtomicInteger taken = new AtomicInteger();
            inner.activations(until, tensors, (i, v) -> {
                if (cancellation.isCancelled()) return false;
                taken.incrementAndGet();
                return sink.accept(i, v);
            });
            return taken.get();
        }
    }

    /** Ends when it is cancelled: no image is read for a batch that will not run. */
    private final class Until implements Iterator<Sample> {

        private final Iterator<Sample> all;

        Until(Iterator<Sample> all) {
            this.all = all;
        }

        @Override
        public boolean hasNext() {
            return !cancellation.isCancelled() && all.hasNext();
        }

        @Override
        public Sample next() {
            return all.next();
        }
    }
}
