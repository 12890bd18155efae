// SPDX-License-Identifier: BSD-2-Clause
/**
 * The methods: one record per file, and what they find.
 *
 * <p>Decisions: the raw map, signed and per channel, is the finding that bears the method's name; what is
 * reduced for the eye stands beside it. Maps of the CAM family come twice, at the layer's resolution
 * ({@link io.github.explainj.explain.Finding.Inner}) and placed on the image by receptive-field centres.
 * Guided backpropagation, deconvnet and relevance propagation are the gradient with some rules replaced.
 * A finding is one of a few kinds ({@link io.github.explainj.explain.Finding}), and views find the same
 * kinds: a map on the image, numbers of a layer, a table, pictures, patches, points. Doors know kinds, not
 * methods, so a new method or view needs no change there.
 * What a reader must know to read a map stands in its facts as the remark.
 *
 * <p>Depends on {@code probe, perturb, target, tensor, registry, gradient, onnx, problem}; never on
 * {@code runtime} or {@code imagej}.
 */
package io.github.explainj.explain;
