// SPDX-License-Identifier: BSD-2-Clause
/**
 * Between ImageJ and ExplainJ: images and ROIs in, heat maps, overlays, tables and files out.
 *
 * <p>Everything here runs without a display. An overlay carries its map with it (as levels in a
 * property of the ROI), because ImageJ keeps properties, opacity and position through TIFF save and
 * reopen but drops an image ROI's own transparency: so opacity, colours and threshold can still be
 * changed after the file was closed.
 *
 * <p>Each kind of finding has one class that turns it into what ImageJ shows: pictures
 * ({@link io.github.explainj.imagej.Planes}: a calibrated 32-bit stack, and an RGB montage that a screen
 * shows without scrolling), patches ({@link io.github.explainj.imagej.PatchImages}), points
 * ({@link io.github.explainj.imagej.PointPlots}: ImageJ's own Plot, whose List button gives the numbers) and
 * tables. So windows, files and the command line show the same.
 *
 * <p>Uses {@code explain, feature, input, registry, tensor, problem}; never {@code runtime}.
 */
package io.github.explainj.imagej;
