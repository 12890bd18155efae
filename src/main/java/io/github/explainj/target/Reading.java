// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

/** A weighted sum of numbers of one source: one number per sample. */
record Reading(Source source, Weights weights) {

    Reading times(double factor) {
        return new Reading(source, weights.times(factor));
    }
}
