// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import java.util.List;
import java.util.stream.Stream;

/** Orders of columns. */
final class Orders {

    private Orders() {}

    /** Returns the first column of each row. */
    static int[] first(int[][] columns) {
        return Stream.of(columns).mapToInt(c -> c[0]).toArray();
    }

    /** Returns one column of some rows. */
    static int[] of(int[][] columns, List<Integer> rows, int column) {
        return rows.stream().mapToInt(r -> columns[r][column]).toArray();
    }

    /** Returns where each number stands: {@code inverse(order)[order[i]] = i}. */
    static int[] inverse(List<Integer> order) {
        int[] inverse = new int[order.size()];
        for (int i = 0; i < inverse.length; i++) inverse[order.get(i)] = i;
        return inverse;
    }
}
