// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import io.github.explainj.gradient.Known;
import io.github.explainj.probe.Differentiation;
import io.github.explainj.problem.Nearest;
import io.github.explainj.problem.Problem;
import java.util.Collection;

/** Checks the tensors with respect to which is differentiated. */
final class Wrt {

    private Wrt() {}

    /** Throws A05 when the model has no such tensor. */
    static void checkExists(Front front, String tensor) {
        if (tensor.equals(Differentiation.INPUT) || front.graph().has(tensor)) return;
        throw new Problem("A05", "The model has no tensor \"" + tensor + "\" with respect to which it could be differentiated."
                + " The nearest names are " + String.join(", ", Nearest.names(tensor, front.graph().tensors(), 5)) + ".");
    }

    /** Throws A05 when a tensor holds no floats. */
    static void checkFloats(Collection<String> tensors, Known known) {
        for (String t : tensors)
            if (!known.floats().contains(t))
                throw new Problem("A05", "The tensor \"" + t + "\" holds no floating-point numbers, so there is no gradient"
                        + " with respect to it. Choose one that does; explainj info lists them.");
    }
}
