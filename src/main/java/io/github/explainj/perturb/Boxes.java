// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.perturb;

/** Masks that hide one box each: m is 0 inside and 1 outside. */
public non-sealed interface Boxes extends Masks {

    /** Returns box {@code i}. */
    Box box(int i);
}
