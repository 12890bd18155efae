// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.probe;

/** Takes the scores of samples as they come, in the order in which the samples were declared. */
@FunctionalInterface
public interface Sink {

    /**
     * Takes one sample's scores.
     *
     * @param index which sample
     * @param scores one number per target; reused after the call
     * @return false to stop, keeping what is done
     */
    boolean accept(int index, float[] scores);
}
