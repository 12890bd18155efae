// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import java.util.List;

/**
 * The user's regions (ROIs, labels) on an image's own grid. Regions may overlap.
 *
 * @param names one name per region
 * @param positions per region the indices into {@code (D,) H, W} of the image, the last axis fastest,
 *     sorted
 */
public record ImageRegions(List<String> names, List<int[]> positions) {

    /** No regions. */
    public static final ImageRegions NONE = new ImageRegions(List.of(), List.of());

    public ImageRegions {
        names = List.copyOf(names);
        positions = List.copyOf(positions);
    }

    public boolean isEmpty() {
        return names.isEmpty();
    }
}
