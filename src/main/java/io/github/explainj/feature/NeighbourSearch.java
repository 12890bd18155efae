// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.explain.Origin;
import io.github.explainj.feature.Nearest.Neighbour;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Finds the neighbours of one image.
 *
 * @param count how many of each kind
 * @param apart whether slices and tiles of the same file are left out
 */
record NeighbourSearch(StoredIndex index, Distance distance, int count, boolean apart) {

    static final String NEAREST = "nearest";
    static final String PIXELS = "pixels nearest";
    static final String UNLIKE = "nearest of another class";

    /**
     * What was found.
     *
     * @param kinds the neighbours by kind, the nearest first
     * @param label class of the query; empty when unknown
     * @param from where the label comes from
     * @param leftOut how many images were left out because they are the query's own
     */
    record Found(Map<String, List<Neighbour>> kinds, String label, String from, int leftOut) {}

    Found of(Query query) {
        IntPredicate candidate = i -> !query.self().test(i)
                && !(apart && query.isOfSameFile(index.origin(i)));
        Map<String, List<Neighbour>> kinds = new LinkedHashMap<>();
        kinds.put(NEAREST, Nearest.of(index, query.vector(), distance, count, candidate));
        kinds.put(PIXELS, pixels(query, candidate));
        String known = IntStream.range(0, index.size()).filter(query.self())
                .mapToObj(i -> index.origin(i).label())
                .filter(l -> !l.isEmpty()).findFirst().orElse("");
        String label = known.isEmpty() ? majority(kinds.get(NEAREST)) : known;
        if (!label.isEmpty()) kinds.put(UNLIKE, Nearest.of(index, query.vector(), distance, count,
                candidate.and(i -> !List.of("", label).contains(index.origin(i).label()))));
        int left = (int) IntStream.range(0, index.size()).filter(candidate.negate()).count();
        return new Found(kinds, label, !known.isEmpty() ? "index" : label.isEmpty() ? "unknown"
                : "majority of the nearest", left);
    }

    private List<Neighbour> pixels(Query query, IntPredicate candidate) {
        Nearest nearest = new Nearest(count);
        double[] distances = query.pixels().distances();
        for (int i = 0; i < index.size(); i++) if (candidate.test(i)) nearest.offer(i, distances[i]);
        return nearest.found();
    }

    private String majority(List<Neighbour> neighbours) {
        return KnnAccuracy.majority(neighbours.stream().map(n -> index.origin(n.i())).map(Origin::label)
                .filter(l -> !l.isEmpty()).toList());
    }
}
