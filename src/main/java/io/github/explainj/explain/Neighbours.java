// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import java.util.Arrays;

/**
 * The neighbours of a position, corners included: 8 in a plane, 26 in a volume.
 *
 * @param spatial sizes, the last axis fastest
 */
record Neighbours(int[] spatial) {

    int[] of(int position) {
        int[] found = {0};
        int n = 1;
        int step = 1;
        int rest = position;
        for (int a = spatial.length - 1; a >= 0; a--) {
            int at = rest % spatial[a];
            rest /= spatial[a];
            int[] more = new int[3 * n];
            int m = 0;
            for (int d = -1; d <= 1; d++)
                if (at + d >= 0 && at + d < spatial[a])
                    for (int i = 0; i < n; i++) more[m++] = found[i] + d * step;
            found = Arrays.copyOf(more, m);
            n = m;
            step *= spatial[a];
        }
        return Arrays.stream(found).map(d -> position + d).filter(p -> p != position).toArray();
    }
}
