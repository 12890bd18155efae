// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.probe;

import io.github.explainj.perturb.Samples;
import io.github.explainj.tensor.Tensor;

/**
 * Runs a model for a fixed list of T targets on declared samples. Progress, cancelling, counting and
 * limits are decorators; an explainer never sees them.
 */
public interface Probe {

    /** Returns the number of targets, T. */
    int targets();

    /** Returns the scores of the unchanged input, {@code [T]}. */
    float[] score(Sample input);

    /**
     * Scores samples and hands each to the sink, in order. Nothing is kept.
     *
     * @return how many samples the sink got; fewer than {@code samples.count()} when the sink said
     *     stop or the run was cancelled
     */
    int scores(Sample input, Samples samples, Sink sink);

    /** Scores samples: {@code [n, T]}, with fewer rows when it was cancelled. */
    default Tensor scores(Sample input, Samples samples) {
        float[] all = new float[Math.multiplyExact(samples.count(), targets())];
        int done = scores(input, samples, (i, s) -> {
            System.arraycopy(s, 0, all, i * targets(), targets());
            return true;
        });
        return new Tensor(java.util.Arrays.copyOf(all, done * targets()), done, targets());
    }

    /** Stops a run that is in progress, from any thread; it returns what is done so far. */
    void interrupt();
}
