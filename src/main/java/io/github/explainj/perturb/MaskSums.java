// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.perturb;

import java.util.stream.IntStream;

/**
 * Sums masks with weights: {@code sum_k w_rk m_k} per element, for several rows of weights r at once.
 *
 * <p>Masks are made again from their declaration, a block at a time, so that no map has to be kept
 * per target while the model runs. The bytes do not depend on the number of threads: each element of
 * each row is summed by one thread, in order.
 */
final class MaskSums {

    /** Masks held at once, in bytes; a volume gets fewer of them. */
    private static final long MEMORY = 64L << 20;
    private static final int STEP = 4;
    private static final int TILE = 4096;

    private final DenseMasks masks;
    private final int size;
    private final boolean squared;
    private final float[][] block;

    /**
     * @param size number of elements of a mask
     * @param squared whether the squares of the masks' values are summed
     */
    MaskSums(DenseMasks masks, int size, boolean squared) {
        this.masks = masks;
        this.size = size;
        this.squared = squared;
        int most = (int) Math.max(1, Math.min(8, MEMORY / (4L * STEP * size)));
        this.block = new float[STEP * most][size];
    }

    /** Returns one sum per row over the first masks, as many as a row has weights. */
    double[][] of(double[]... rows) {
        double[][] sums = new double[rows.length][size];
        int n = rows[0].length;
        for (int k = 0; k < n; k += block.length) {
            int first = k;
            int count = Math.min(block.length, n - k);
            IntStream.range(0, count).parallel().forEach(b -> make(first + b, block[b]));
            int tiles = (size + TILE - 1) / TILE;
            IntStream.range(0, rows.length * tiles).parallel()
                    .forEach(j -> add(rows[j / tiles], first, sums[j / tiles], j % tiles * TILE));
        }
        return sums;
    }

    private void make(int k, float[] into) {
        masks.write(k, into);
        if (squared) for (int i = 0; i < size; i++) into[i] *= into[i];
    }

    private void add(double[] weights, int first, double[] sum, int from) {
        int to = Math.min(from + TILE, size);
        for (int b = 0; b < block.length && first + b < weights.length; b += STEP) {
            float w0 = weight(weights, first + b);
            float w1 = weight(weights, first + b + 1);
            float w2 = weight(weights, first + b + 2);
            float w3 = weight(weights, first + b + 3);
            float[] m0 = block[b];
            float[] m1 = block[b + 1];
            float[] m2 = block[b + 2];
            float[] m3 = block[b + 3];
            for (int i = from; i < to; i++) sum[i] += w0 * m0[i] + w1 * m1[i] + w2 * m2[i] + w3 * m3[i];
        }
    }

    /** Beyond the last mask the block holds what was there before, which weighs nothing. */
    private static float weight(double[] weights, int k) {
        return k < weights.length ? (float) weights[k] : 0;
    }
}
