// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import io.github.explainj.explain.Regions;
import io.github.explainj.input.Geometry;
import io.github.explainj.input.ImageRegions;
import io.github.explainj.input.RegionMapping;
import io.github.explainj.probe.Sample;

/**
 * One run's worth of an image: the whole of it, a crop or a tile.
 *
 * @param sample what the model is fed
 * @param geometry where it lies on the image
 * @param label empty for the only piece, else {@code tile 3}
 */
public record Piece(Sample sample, Geometry geometry, String label) {

    /** Returns regions of the image on the model's grid. */
    Regions regions(ImageRegions r) {
        return r.isEmpty() ? Regions.NONE : new Regions(r.names(), RegionMapping.onModel(geometry, r));
    }
}
