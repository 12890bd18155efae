// SPDX-License-Identifier: BSD-2-Clause
/**
 * Between ImageJ and ExplainJ: images and ROIs in, heat maps, overlays, tables and files out.
 *
 * <p>Everything here runs without a display. An overlay carries its map with it (as levels in a
 * property of the ROI), because ImageJ keeps properties, opacity and position through TIFF save and
 * reopen but drops an image ROI's own transparency: so opacity, colours and threshold can still be
 * changed after the file was closed.
 *
 * <p>Uses {@code explain, input, tensor, problem}; never {@code runtime}.
 */
package io.github.explainj.imagej;
