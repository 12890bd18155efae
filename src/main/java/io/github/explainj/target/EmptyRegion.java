// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import io.github.explainj.problem.Problem;

/** The region of a target lies outside what the model sees: of an image in tiles, another tile may see it. */
public final class EmptyRegion extends Problem {

    private static final long serialVersionUID = 1L;

    EmptyRegion(String sentence) {
        super("A01", sentence);
    }
}
