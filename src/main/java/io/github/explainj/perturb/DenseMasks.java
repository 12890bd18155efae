// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.perturb;

/** Masks with a value for every position, the same for all channels or one per channel. */
public non-sealed interface DenseMasks extends Masks {

    /** Returns whether a mask has a value per channel ({@code C * positions}) or not ({@code positions}). */
    boolean perChannel();

    /**
     * Writes mask {@code i} in the order {@code (C,) spatial...}, the last axis fastest.
     *
     * <p>Safe to call from several threads with different arrays.
     *
     * @param into at least {@code positions} elements, or {@code C * positions}; m in [0, 1]
     */
    void write(int i, float[] into);

    /**
     * Sums masks with weights: per row r of weights, {@code sum_k weights[r][k] * m_k} for each
     * element, over the first {@code weights[r].length} masks. The bytes do not depend on threads.
     *
     * @param size elements of a mask: {@code positions}, or {@code C * positions}
     * @return one sum {@code [size]} per row
     */
    default double[][] sums(int size, double[]... weights) {
        return new MaskSums(this, size, false).of(weights);
    }

    /** Sums the squares of the masks' values with weights, as {@link #sums}. */
    default double[][] squares(int size, double[]... weights) {
        return new MaskSums(this, size, true).of(weights);
    }
}
