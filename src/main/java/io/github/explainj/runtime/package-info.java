// SPDX-License-Identifier: BSD-2-Clause
/**
 * Runs models with ONNX Runtime: the only package that knows it, its native memory and its errors.
 *
 * <p>Everything that crosses into a session is float32: operators in front of the model turn the
 * canonical layout and type into the model's own, operators behind it turn results into floats.
 * Native memory is closed where it is opened, and a session is never closed during a run.
 *
 * <p>Scores are computed by the model as the user gave it, gradients by the lifted one (operator set 18 and
 * up, float32), whose outputs agree. A gradient is derived per size of the input and per structure of the
 * targets, at a batch of one and a batch of two: sizes that differ are the batch's. Which target is
 * differentiated is a graph input, so that one session serves all.
 *
 * <p>Depends on {@code onnx, gradient, target, input, probe, perturb, tensor, problem}.
 */
package io.github.explainj.runtime;
