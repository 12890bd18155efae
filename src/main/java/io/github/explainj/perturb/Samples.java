// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.perturb;

import java.util.List;
import java.util.Random;

/** A declared set of changed copies of one input; the runtime carries it out in the fastest way. */
public sealed interface Samples {

    /** Returns how many samples there are. */
    int count();

    /** The input as it is, once. */
    record Unchanged() implements Samples {
        @Override
        public int count() {
            return 1;
        }
    }

    /** The input with parts replaced: sample i is {@code m_i * x + (1 - m_i) * b}, mixed in model space. */
    record Masked(Masks masks, Fill fill) implements Samples {
        @Override
        public int count() {
            return masks.count();
        }
    }

    /**
     * The input with Gaussian noise: sample i is {@code x + sigma * n_i}, each element of n_i standard
     * normal.
     *
     * @param sigma standard deviation in the units that the model is fed
     * @param seed same seed, same noise
     */
    record Noisy(double sigma, long seed, int count) implements Samples {

        /** Adds the noise of sample i to values. */
        public void addTo(int i, float[] values) {
            // neighbouring seeds of Random begin alike; the odd factor spreads them
            Random random = new Random(seed * 0x9E3779B97F4A7C15L + i * 0xD1B54A32D192ED03L);
            for (int e = 0; e < values.length; e++) values[e] += (float) (sigma * random.nextGaussian());
        }
    }

    /**
     * Points on the straight line from a baseline to the input: sample i is {@code b + alpha_i * (x - b)}.
     *
     * @param baseline what the line begins at
     * @param alphas where on the line; 0 is the baseline, 1 the input
     */
    record Path(Fill baseline, List<Double> alphas) implements Samples {

        public Path {
            alphas = List.copyOf(alphas);
        }

        @Override
        public int count() {
            return alphas.size();
        }
    }

    /**
     * The input as it is, but with one channel of an inner tensor set to zero: sample k has channel k
     * silent.
     *
     * @param tensor {@code [N, ...]}
     * @param axis which of its axes are the channels: 1 in {@code [N, K, ...]}
     * @param count K
     */
    record Silenced(String tensor, int axis, int count) implements Samples {}
}
