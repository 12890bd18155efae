// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import io.github.explainj.imagej.HeatMap;
import io.github.explainj.imagej.Look;
import io.github.explainj.input.Geometry;

/**
 * A heat map with its place in the stack that it explains.
 *
 * @param map on the grid of the image
 * @param geometry what the model saw
 * @param plane slice and frame
 * @param look how it is drawn over the image
 * @param label what is shown beside it: the target, the tile
 * @param error true for a map that says how sure another one is; never laid over the image
 */
record Layer(HeatMap map, Geometry geometry, Plane plane, Look look, String label, boolean error) {}
