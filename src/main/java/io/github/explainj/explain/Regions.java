// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import java.util.List;

/**
 * The user's regions (ROIs or labels) on the grid that the model sees. Regions may overlap, so each
 * has its own list of positions.
 *
 * @param names one name per region
 * @param positions per region the indices into {@code spatial...}, the last axis fastest, sorted;
 *     empty for a region that lies outside what the model sees
 */
public record Regions(List<String> names, List<int[]> positions) {

    /** No regions. */
    public static final Regions NONE = new Regions(List.of(), List.of());

    public Regions {
        names = List.copyOf(names);
        positions = List.copyOf(positions);
        if (names.size() != positions.size())
            throw new IllegalArgumentException(names.size() + " names for " + positions.size() + " regions");
    }

    public int count() {
        return names.size();
    }

    public boolean isEmpty() {
        return names.isEmpty();
    }
}
