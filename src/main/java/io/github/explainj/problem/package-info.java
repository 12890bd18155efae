// SPDX-License-Identifier: BSD-2-Clause
/**
 * The one exception that reaches users, and "did you mean".
 *
 * <p>Added to the design's list of packages: every package has to refuse bad input with a code, and
 * {@code tensor} and {@code registry} know nothing of each other. It depends on nothing; everything
 * may use it.
 */
package io.github.explainj.problem;
