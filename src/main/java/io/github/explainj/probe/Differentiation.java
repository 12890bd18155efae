// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.probe;

import io.github.explainj.gradient.GradientRules;
import java.util.List;

/**
 * What is differentiated with respect to what.
 *
 * @param wrt names of inner tensors, of other inputs, or {@link #INPUT} for the explained input
 * @param rules the gradient of each operator
 */
public record Differentiation(List<String> wrt, GradientRules rules) {

    /** Stands for the explained input, channels first as the sample has it. */
    public static final String INPUT = "";

    public Differentiation {
        wrt = List.copyOf(wrt);
    }

    /** Takes the true gradient. */
    public Differentiation(String... wrt) {
        this(List.of(wrt), GradientRules.standard());
    }
}
