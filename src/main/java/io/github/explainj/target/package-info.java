// SPDX-License-Identifier: BSD-2-Clause
/**
 * What is explained: operators behind a model that give one number per sample.
 *
 * <p>A {@link io.github.explainj.target.Target} is written as a SPEC and read by {@link
 * io.github.explainj.target.Targets}; {@link io.github.explainj.target.Target#resolve} turns what
 * depends on data into constants; {@link io.github.explainj.target.Head} scores a list of them in one
 * run. A new kind is one file: a record and its registered {@link
 * io.github.explainj.target.TargetKind}; the contract tests find it.
 *
 * <p>Nearly every target is a weighted sum of elements of a tensor seen through a lens (as it is,
 * softmax, sigmoid, unit length). Positions and weights are graph inputs, so one session serves all
 * classes, and targets on one tensor share one product. Single elements and small regions are
 * picked, not multiplied: an infinity elsewhere in the tensor cannot spoil them.
 *
 * <p>Depends on {@code onnx, tensor, registry, problem}.
 */
package io.github.explainj.target;
