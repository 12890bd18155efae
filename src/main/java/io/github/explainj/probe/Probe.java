// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.probe;

import io.github.explainj.perturb.Samples;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Runs a model for a fixed list of T targets on declared samples. Progress, cancelling, counting and
 * limits are decorators; an explainer never sees them.
 */
public interface Probe {

    /** Returns the number of targets, T; of a probe of none, only activations and the network can be asked. */
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

    /**
     * Differentiates every target at samples and hands on each gradient. Nothing is kept.
     *
     * @return how many samples the sink got whole; fewer than {@code samples.count()} when the sink said
     *     stop or the run was cancelled
     * @throws io.github.explainj.problem.Problem M13 when an operator on the way has no gradient rule
     */
    int gradients(Sample input, Samples samples, Differentiation wanted, DerivativeSink sink);

    /** Differentiates every target at the unchanged input: one entry per target, none when it was cancelled. */
    default List<Derivative> gradients(Sample input, Differentiation wanted) {
        List<Derivative> found = new ArrayList<>();
        int done = gradients(input, new Samples.Unchanged(), wanted, (i, t, d) -> found.add(d));
        return done == 0 ? List.of() : found;
    }

    /** Returns the values of inner tensors on the unchanged input, in their own shapes. */
    Map<String, Tensor> activations(Sample input, Collection<String> tensors);

    /**
     * Runs inputs one after the other, in batches where their sizes agree, and hands on the values of inner
     * tensors in order. Nothing is kept.
     *
     * @return how many the sink got; fewer when it said stop or the run was cancelled
     */
    default int activations(Inputs inputs, Collection<String> tensors, ActivationSink sink) {
        int done = 0;
        while (inputs.samples().hasNext())
            if (!sink.accept(done++, activations(inputs.samples().next(), tensors))) break;
        return done;
    }

    /** Returns what the network is made of, at the size of this input. */
    Network network(Sample input);

    /** Stops a run that is in progress, from any thread; it returns what is done so far. */
    void interrupt();
}
