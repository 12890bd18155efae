// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.perturb;

import java.util.Arrays;
import java.util.List;

/**
 * Two masks per region: mask 2k hides region k, mask 2k + 1 keeps region k alone.
 *
 * @param size number of elements of a mask: positions, or C * positions
 * @param perChannel whether regions are lists of elements of {@code [C, spatial...]}, not of positions
 * @param regions per region the indices of its elements; regions may overlap
 */
public record RegionMasks(int size, boolean perChannel, List<int[]> regions) implements DenseMasks {

    public RegionMasks {
        regions = List.copyOf(regions);
    }

    @Override
    public int count() {
        return 2 * regions.size();
    }

    @Override
    public void write(int i, float[] into) {
        boolean alone = i % 2 == 1;
        Arrays.fill(into, 0, size, alone ? 0 : 1);
        for (int element : regions.get(i / 2)) into[element] = alone ? 1 : 0;
    }
}
