// SPDX-License-Identifier: BSD-2-Clause
/**
 * What the network itself does: its filters, feature maps, what excites a channel, neighbours in feature
 * space. One record per view, registered like explainers.
 *
 * <p>Decisions: a view is handed a {@link io.github.explainj.feature.Subject} (the design had a model and
 * samples): the network, the image that is open, an album of images that are read one after the other, and
 * probes for other targets. So it sees neither files nor ImageJ, and progress, cancelling and counting stay
 * decorators of its probe. What it finds are the same findings as an explainer's; pictures carry an
 * {@link io.github.explainj.explain.Origin}, by which the doors lead back to the image.
 *
 * <p>Depends on {@code explain, probe, perturb, target, tensor, registry, onnx, problem}; never on
 * {@code runtime} or {@code imagej}.
 */
package io.github.explainj.feature;
