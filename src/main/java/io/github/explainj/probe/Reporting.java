// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.probe;

import io.github.explainj.perturb.Samples;
import java.util.Collection;

/** Reports progress with the time left, at most ten times a second. */
public record Reporting(Probe inner, Progress progress) implements Decorator {

    private static final long INTERVAL_NANOS = 100_000_000L;

    @Override
    public int scores(Sample input, Samples samples, Sink sink) {
        Meter meter = new Meter(samples.count());
        int done = inner.scores(input, samples, (i, s) -> {
            boolean more = sink.accept(i, s);
            meter.reached(i + 1);
            return more;
        });
        meter.finished(done);
        return done;
    }

    @Override
    public int gradients(Sample input, Samples samples, Differentiation wanted, DerivativeSink sink) {
        Meter meter = new Meter(samples.count());
        int done = inner.gradients(input, samples, wanted, (i, t, d) -> {
            boolean more = sink.accept(i, t, d);
            if (t == targets() - 1) meter.reached(i + 1);
            return more;
        });
        meter.finished(done);
        return done;
    }

    @Override
    public int activations(Inputs inputs, Collection<String> tensors, ActivationSink sink) {
        Meter meter = new Meter(inputs.expected());
        int done = inner.activations(inputs, tensors, (i, v) -> {
            boolean more = sink.accept(i, v);
            meter.reached(i + 1);
            return more;
        });
        meter.finished(done);
        return done;
    }

    /** Tells how far one call is. */
    private final class Meter {

        private final int total;
        private final long start = System.nanoTime();
        private long last = start;

        Meter(int total) {
            this.total = total;
            progress.update(0, total, Double.NaN);
        }

        void reached(int done) {
            long now = System.nanoTime();
            if (now - last < INTERVAL_NANOS && done != total) return;
            last = now;
            // how many inputs there are may have been guessed too low
            int most = Math.max(done, total);
            progress.update(done, most, (now - start) * 1e-9 / done * (most - done));
        }

        void finished(int done) {
            progress.update(done, total, 0);
        }
    }
}
