// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import java.util.Optional;

/**
 * One kind of target: how it is written, and when it fits. A new kind is one file, registered with
 * {@code @AutoService(TargetKind.class)}.
 */
public interface TargetKind {

    /** Returns the word before the colon, e.g. {@code mean}. */
    String prefix();

    /** Returns how it is written, e.g. {@code mean:C}. */
    String usage();

    /** Returns in a few words what it is, without a full stop. */
    String about();

    /**
     * Reads what stands between the prefix and the tensor.
     *
     * @param arguments without the colon; quotes are still there
     * @param tensor an output or inner tensor; empty for the first output
     * @throws io.github.explainj.problem.Problem A01 when it cannot be read
     */
    Target parse(String arguments, String tensor);

    /** Returns arguments that are possible for a tensor of this layout; empty when the kind does not fit. */
    Optional<String> example(Layout layout);
}
