// SPDX-License-Identifier: BSD-2-Clause
/**
 * Which pixels are changed, and what replaces them. Depends on {@code tensor}, {@code registry} and
 * {@code problem}.
 */
package io.github.explainj.perturb;
