// SPDX-License-Identifier: BSD-2-Clause
/**
 * What an explainer sees of a model: probes that score declared samples, and decorators of probes.
 *
 * <p>An explainer gets a probe alone: what the network is made of it asks with
 * {@link io.github.explainj.probe.Probe#network}, so there is no second object to keep in step. Gradients
 * and values of inner tensors come one sample and target at a time
 * ({@link io.github.explainj.probe.DerivativeSink}), so that nothing has to be kept. Starting a model at
 * an inner tensor is not an operation of its own but a kind of samples
 * ({@link io.github.explainj.perturb.Samples.Silenced}): the runtime decides whether the network before the
 * tensor has to run.
 *
 * <p>Depends on {@code tensor, perturb, target, gradient, onnx} and {@code problem}.
 */
package io.github.explainj.probe;
