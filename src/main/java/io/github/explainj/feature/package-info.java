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
 * <p>Vectors of images are kept in a folder of plain files (npy, CSV, JSON: docs/index-format.md), because
 * every language reads them without us, a reader maps them into memory, and a crash leaves whole rows; a
 * binary of our own would have none of that, and Arrow is a dependency of megabytes for two arrays.
 * Neighbours are found by comparing all rows: exact, and fast enough for what fits on a disk of images.
 *
 * <p>Eigenvectors are EJML's, which Fiji has and which is small; it is used here only. t-SNE is our own
 * ({@link io.github.explainj.feature.Tsne}): the libraries that have one are under licences that a Fiji
 * plugin cannot take, or cannot be stopped. It is deterministic: same seed, same bytes.
 *
 * <p>Depends on {@code explain, probe, perturb, target, tensor, registry, onnx, problem}; never on
 * {@code runtime} or {@code imagej}.
 */
package io.github.explainj.feature;
