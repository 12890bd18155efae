// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.probe;

import io.github.explainj.perturb.Samples;
import io.github.explainj.tensor.Tensor;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the samples that were scored or run through, for provenance. */
public record Counting(Probe inner, AtomicLong runs) implements Decorator {

    @Override
    public float[] score(Sample input) {
        runs.incrementAndGet();
        return inner.score(input);
    }

    @Override
    public int scores(Sample input, Samples samples, Sink sink) {
        int done = inner.scores(input, samples, sink);
        runs.addAndGet(done);
        return done;
    }

    @Override
    public int gradients(Sample input, Samples samples, Differentiation wanted, DerivativeSink sink) {
        int done = inner.gradients(input, samples, wanted, sink);
        runs.addAndGet((long) done * targets());
        return done;
    }

    @Override
    public Map<String, Tensor> activations(Sample input, Collection<String> tensors) {
        runs.incrementAndGet();
        return inner.activations(input, tensors);
    }

    @Override
    public int activations(Inputs inputs, Collection<String> tensors, ActivationSink sink) {
        int done = inner.activations(inputs, tensors, sink);
        runs.addAndGet(done);
        return done;
    }
}
