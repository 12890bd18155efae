// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

/**
 * How many samples go into one run.
 *
 * @param samples most samples in a run
 * @param rows size of the batch axis when it is fixed; 0 when a run has as many rows as samples
 */
record Plan(int samples, int rows) {

    /** One sample a run. */
    Plan single() {
        return new Plan(1, rows);
    }

    /** Half as many samples; a fixed batch axis cannot be made smaller. */
    Plan halved() {
        return new Plan(Math.max(1, samples / 2), rows);
    }

    boolean canBeHalved() {
        return rows == 0 && samples > 1;
    }

    /** Returns the size of the batch axis of a run with that many samples. */
    int rows(int used) {
        return rows == 0 ? used : rows;
    }

    /** Returns the largest size of the batch axis. */
    int capacity() {
        return rows(samples);
    }
}
