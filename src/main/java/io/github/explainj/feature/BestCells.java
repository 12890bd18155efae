// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import java.util.List;
import java.util.PriorityQueue;

/** The best cells of one channel over many images: a heap that never holds more than it is asked for. */
final class BestCells {

    private final int count;
    private final PriorityQueue<Winner> worstFirst = new PriorityQueue<>(Winner.BEST_FIRST.reversed());

    BestCells(int count) {
        this.count = count;
    }

    void offer(Winner w) {
        worstFirst.add(w);
        if (worstFirst.size() > count) worstFirst.remove();
    }

    /** Returns what a cell of a later image must exceed to be among them. */
    float floor() {
        return worstFirst.size() < count ? Float.NEGATIVE_INFINITY : worstFirst.peek().value();
    }

    /** Returns them, best first. */
    List<Winner> best() {
        return worstFirst.stream().sorted(Winner.BEST_FIRST).toList();
    }
}
