// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Takes the user's regions from the image's grid onto a model's. */
public final class RegionMapping {

    private RegionMapping() {}

    /**
     * Returns per region the sorted indices into the model's grid {@code (D,) H, W}, the last axis
     * fastest: the model pixels whose nearest image pixel belongs to the region. A region so small that
     * none does gets the model pixels in which its own pixels lie; one outside the grid gets none.
     */
    public static List<int[]> onModel(Geometry g, ImageRegions regions) {
        int[] nearest = Resampling.nearest(g);
        int pixels = g.image().stream().reduce(1, Math::multiplyExact);
        List<int[]> found = new ArrayList<>();
        for (int[] positions : regions.positions()) {
            boolean[] inside = new boolean[pixels];
            for (int p : positions) inside[p] = true;
            int[] on = java.util.stream.IntStream.range(0, nearest.length)
                    .filter(i -> nearest[i] >= 0 && inside[nearest[i]])
                    .toArray();
            found.add(on.length > 0 ? on : around(g, positions));
        }
        return found;
    }

    private static int[] around(Geometry g, int[] positions) {
        return Arrays.stream(positions).map(p -> onModel(g, p)).filter(i -> i >= 0).sorted().distinct().toArray();
    }

    private static int onModel(Geometry g, int position) {
        int index = 0;
        int stride = 1;
        for (int a = g.image().size() - 1, rest = position; a >= 0; rest /= g.image().get(a), a--) {
            int i = (int) Math.floor(g.onModel(a, rest % g.image().get(a)) + 0.5);
            if (i < 0 || i >= g.model().get(a)) return -1;
            index += i * stride;
            stride *= g.model().get(a);
        }
        return index;
    }
}
