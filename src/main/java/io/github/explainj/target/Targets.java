// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import io.github.explainj.problem.Problem;

/** Reads targets from SPECs. */
public final class Targets {

    private Targets() {}

    /** Reads a SPEC such as {@code class:3}, {@code "0.5*mean:1@a + weights:w.npy@b"}. */
    public static Target parse(String spec) {
        throw new Problem("A01", "not a target: " + spec);
    }
}
