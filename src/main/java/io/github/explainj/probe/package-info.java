// SPDX-License-Identifier: BSD-2-Clause
/**
 * What an explainer sees of a model: probes that score declared samples, and decorators of probes.
 *
 * <p>Depends on {@code tensor, perturb, target, gradient, onnx} and {@code problem}.
 */
package io.github.explainj.probe;
