// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

/** Says how many rows there are to run; how many in all may not be known. */
@FunctionalInterface
interface Supply {

    /**
     * Returns how many rows there are from one on.
     *
     * @param most at most so many
     * @return 0 at the end
     */
    int ready(int from, int most);

    /** So many in all. */
    static Supply of(int rows) {
        return (from, most) -> Math.min(most, rows - from);
    }
}
