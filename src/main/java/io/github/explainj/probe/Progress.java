// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.probe;

/** Hears how far long work is. */
@FunctionalInterface
public interface Progress {

    /** Hears nothing. */
    Progress NONE = (done, total, secondsLeft) -> { };

    /**
     * @param done samples scored so far
     * @param total samples declared
     * @param secondsLeft estimate from the speed so far; NaN before there is one
     */
    void update(long done, long total, double secondsLeft);
}
