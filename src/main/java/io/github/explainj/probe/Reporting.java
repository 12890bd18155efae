// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.probe;

import io.github.explainj.perturb.Samples;

/** Reports progress with the time left, at most ten times a second. */
public record Reporting(Probe inner, Progress progress) implements Probe {

    private static final long INTERVAL_NANOS = 100_000_000L;

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
        int total = samples.count();
        long start = System.nanoTime();
        long[] last = {start};
        progress.update(0, total, Double.NaN);
        int done = inner.scores(input, samples, (i, s) -> {
            boolean more = sink.accept(i, s);
            long now = System.nanoTime();
            if (now - last[0] >= INTERVAL_NANOS || i + 1 == total) {
                last[0] = now;
                progress.update(i + 1, total, (now - start) * 1e-9 / (i + 1) * (total - i - 1));
            }
            return more;
        });
        progress.update(done, total, 0);
        return done;
    }

    @Override
    public void interrupt() {
        inner.interrupt();
    }
}
