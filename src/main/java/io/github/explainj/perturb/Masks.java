// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.perturb;

/**
 * Which part of a sample each run keeps. A mask holds m in [0, 1] for each element; the run sees
 * {@code m * x + (1 - m) * b} with the fill's values b.
 *
 * <p>Masks are declared, not listed: {@link #count()} of them, each made on demand, the same every
 * time. Two geometries are known to those who carry them out: boxes (a window is hidden, all else
 * is kept, so a run differs from the last one in two boxes) and dense ones.
 */
public sealed interface Masks permits Boxes, DenseMasks {

    /** Returns how many masks there are. */
    int count();
}
