// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.cli;

import io.github.explainj.Framing;
import java.nio.file.Path;

/**
 * How images are shown to the model, before there is an image.
 *
 * @param framing fit, channels and intensities, without a selection
 * @param roi file with the active ROI, or null
 * @param regions file with the regions, or null
 * @param stack which slices: {@code ask}, {@code all} or a number from 1
 */
record Showing(Framing framing, Path roi, Path regions, String stack) {}
