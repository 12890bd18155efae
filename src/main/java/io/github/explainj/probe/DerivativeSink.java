// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.probe;

/** Takes gradients as they come: samples in order, of each sample all targets in order. */
@FunctionalInterface
public interface DerivativeSink {

    /**
     * Takes the gradient of one target at one sample.
     *
     * @param derivative not used again by the caller, so its tensors may be kept
     * @return false to stop, keeping what is done
     */
    boolean accept(int sample, int target, Derivative derivative);
}
