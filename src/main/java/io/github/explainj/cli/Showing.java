// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.cli;

import io.github.explainj.input.Fit;
import java.nio.file.Path;
import java.util.List;

/**
 * How images are shown to the model, before there is an image.
 *
 * @param fit what is done when the sizes differ
 * @param modelChannels which image channels feed the model's; empty when they are as many
 * @param normalise a preset; empty for what the package says
 * @param roi file with the active ROI, or null
 * @param regions file with the regions, or null
 * @param stack which slices: {@code ask}, {@code all} or a number from 1
 */
record Showing(Fit fit, List<Integer> modelChannels, String normalise, Path roi, Path regions, String stack) {}
