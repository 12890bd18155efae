// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Keeps the k that are nearest of those that are offered in order; of equal ones the first. Distances
 * that are not a number are left out.
 */
final class Nearest {

    private final int[] members;
    private final double[] distances;
    private int count;

    /**
     * One of them.
     *
     * @param i which image of the index, from 0
     */
    record Neighbour(int i, double distance) {}

    Nearest(int k) {
        members = new int[k];
        distances = new double[k];
    }

    void offer(int i, double distance) {
        if (Double.isNaN(distance) || count == members.length && !(distance < distances[count - 1])) return;
        int at = count < members.length ? count++ : count - 1;
        for (; at > 0 && distance < distances[at - 1]; at--) {
            members[at] = members[at - 1];
            distances[at] = distances[at - 1];
        }
        members[at] = i;
        distances[at] = distance;
    }

    /** Returns them, the nearest first. */
    List<Neighbour> found() {
        return IntStream.range(0, count).mapToObj(n -> new Neighbour(members[n], distances[n])).toList();
    }

    int[] members() {
        return Arrays.copyOf(members, count);
    }

    /**
     * Compares a vector with all of an index.
     *
     * @param candidate which images may be found
     */
    static List<Neighbour> of(StoredIndex index, float[] query, Distance distance, int k,
            IntPredicate candidate) {
        Nearest nearest = new Nearest(k);
        index.vectors((i, values, at) -> {
            if (candidate.test(i)) nearest.offer(i, distance.between(query, values, at));
            return true;
        });
        return nearest.found();
    }
}
