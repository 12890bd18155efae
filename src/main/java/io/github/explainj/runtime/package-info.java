// SPDX-License-Identifier: BSD-2-Clause
/**
 * Runs models with ONNX Runtime: the only package that knows it, its native memory and its errors.
 *
 * <p>Everything that crosses into a session is float32: operators in front of the model turn the
 * canonical layout and type into the model's own, operators behind it turn results into floats.
 * Native memory is closed where it is opened, and a session is never closed during a run.
 *
 * <p>Depends on {@code onnx, gradient, target, input, probe, perturb, tensor, problem}.
 */
package io.github.explainj.runtime;
