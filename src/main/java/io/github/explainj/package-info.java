// SPDX-License-Identifier: BSD-2-Clause
/**
 * The front door: open a model, prepare an image, explain it or look into the network.
 *
 * <p>Menu, macro, SciJava and command line all go through {@link io.github.explainj.Explain}; it may
 * use every package but {@code imagej, plugin, command, cli}. What only ImageJ can read (images, ROIs)
 * is handed in by the doors as {@link io.github.explainj.Options.Files}.
 *
 * <p>Decisions: intensity preprocessing is an ONNX fragment that is run by itself, once for the image
 * and once for the fill, because samples are mixed in model space; it is joined to the model only where
 * a graph is exported. {@link io.github.explainj.Framing} says how an image is shown to a model. Images in
 * great number are an {@link io.github.explainj.ImageSet}, read one after the other by a thread of its own
 * that is only so far ahead as memory allows ({@link io.github.explainj.ReadAhead}), so that disk and network
 * work at the same time and memory does not grow with the folder; one that cannot be read is named and left
 * out. Whatever a target finds in the unchanged input (top class, peak) is held fixed for all samples of
 * one input, and for further images when the door says so.
 */
package io.github.explainj;
