// SPDX-License-Identifier: BSD-2-Clause
/**
 * The methods: one record per file, and what they find.
 *
 * <p>Depends on {@code probe, perturb, target, tensor, registry, gradient, onnx, problem}; never on
 * {@code runtime} or {@code imagej}.
 */
package io.github.explainj.explain;
