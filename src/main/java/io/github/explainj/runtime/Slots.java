// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import io.github.explainj.perturb.Boxes;
import io.github.explainj.perturb.DenseMasks;
import io.github.explainj.perturb.Samples;
import io.github.explainj.probe.Sample;
import io.github.explainj.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Writes samples into the slots of a batch. Each kind of samples has the way that touches least; a
 * writer remembers what its buffer holds and serves one buffer only.
 */
interface Slots {

    /** Writes sample {@code index} into a slot of the buffer. */
    void write(int index, int slot);

    /** Makes writers, one per buffer. */
    @FunctionalInterface
    interface Maker {
        Slots into(FloatBuffer buffer);
    }

    /** Chooses the way for declared samples; what they share (the fill's values) is made here, once. */
    static Maker of(Sample sample, Samples samples) {
        if (samples instanceof Samples.Masked masked) return masked(sample, masked);
        if (samples instanceof Samples.Noisy noisy) return noisy(sample, noisy);
        if (samples instanceof Samples.Path path) return path(sample, path);
        // of samples that are changed inside the model, what is fed is the input as it is
        return buffer -> (index, slot) -> buffer.put(slot * sample.x().size(), sample.x().data());
    }

    private static Maker noisy(Sample sample, Samples.Noisy noisy) {
        return buffer -> (index, slot) -> {
            float[] x = sample.x().data().clone();
            noisy.addTo(index, x);
            buffer.put(slot * x.length, x);
        };
    }

    private static Maker path(Sample sample, Samples.Path path) {
        float[] x = sample.x().data();
        float[] from = sample.baseline(path.baseline()).data();
        return buffer -> (index, slot) -> {
            double alpha = path.alphas().get(index);
            for (int i = 0; i < x.length; i++) buffer.put(slot * x.length + i, (float) (from[i] + alpha * ((double) x[i] - from[i])));
        };
    }

    private static Maker masked(Sample sample, Samples.Masked masked) {
        float[] x = sample.x().data();
        float[] fill = sample.baseline(masked.fill()).data();
        if (masked.masks() instanceof Boxes boxes) {
            int[] shape = sample.grid().shape();
            return buffer -> new BoxSlots(boxes, new BoxCopy(shape, buffer), x, fill);
        }
        DenseMasks dense = (DenseMasks) masked.masks();
        int planes = dense.perChannel() ? 1 : sample.grid().channels();
        return buffer -> new DenseSlots(dense, planes, x, fill, buffer);
    }

    /** Writes whole tensors: sample i is tensor i. */
    static Maker of(List<Tensor> tensors) {
        return buffer -> (index, slot) -> {
            float[] x = tensors.get(index).data();
            buffer.put(slot * x.length, x);
        };
    }
}
