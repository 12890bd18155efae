// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.explain.Finding;
import io.github.explainj.explain.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * How often the nearest neighbours of an image, without itself, have its label: leave-one-out accuracy of a
 * k-nearest-neighbour classifier. Exact: every pair is compared, in blocks, in double.
 *
 * <p>The most frequent label of the k wins; of equally frequent ones that of the nearest. Images without a
 * label neither vote nor count.
 *
 * @param distance how neighbours are found
 * @param counts the values of k
 * @param apart whether slices and tiles of the same image are left out
 */
record KnnAccuracy(Distance distance, TreeSet<Integer> counts, boolean apart) {

    private static final int ROWS = 256;

    /** As many as stay in a processor's cache. */
    private static final int COLUMNS = 64;

    /** Most values in a block of vectors: 4 MB. */
    private static final int BLOCK = 1 << 19;

    /**
     * How many were right.
     *
     * @param counts the values of k
     * @param sizes images per class
     * @param correct per k, per class
     */
    record Outcome(List<Integer> counts, Map<String, Integer> sizes,
            Map<Integer, Map<String, Integer>> correct) {

        int images() {
            return sizes.values().stream().mapToInt(n -> n).sum();
        }

        double accuracy(int k) {
            return (double) correct.get(k).values().stream().mapToInt(n -> n).sum() / images();
        }

        /** Returns the accuracy of whoever always names the most frequent class. */
        double chance() {
            return (double) sizes.values().stream().mapToInt(n -> n).max().orElse(0) / images();
        }

        Finding.Scores table(Map<String, Object> facts) {
            List<List<Object>> rows = new ArrayList<>();
            for (int k : counts) {
                int right = correct.get(k).values().stream().mapToInt(n -> n).sum();
                rows.add(List.of(k, "(all)", images(), right, accuracy(k), chance()));
                sizes.forEach((name, n) -> {
                    int own = correct.get(k).getOrDefault(name, 0);
                    rows.add(List.of(k, name, n, own, (double) own / n, Double.NaN));
                });
            }
            return new Finding.Scores(0, "knn_accuracy",
                    List.of("neighbours", "class", "images", "correct", "share", "chance"), rows, facts);
        }
    }

    /** Returns the outcome; empty where there are less than two classes, or it was cancelled. */
    Optional<Outcome> of(StoredIndex index, BooleanSupplier cancelled) {
        Map<String, Integer> sizes = new TreeMap<>();
        index.origins().stream().map(Origin::label).filter(l -> !l.isEmpty())
                .forEach(l -> sizes.merge(l, 1, Integer::sum));
        if (sizes.size() < 2) return Optional.empty();
        int rows = rows(index, ROWS);
        int blocks = (index.size() + rows - 1) / rows;
        List<Map<Integer, Map<String, Integer>>> parts = IntStream.range(0, blocks).parallel()
                .filter(b -> !cancelled.getAsBoolean())
                .mapToObj(b -> block(index, b * rows, Math.min(index.size(), (b + 1) * rows))).toList();
        if (cancelled.getAsBoolean()) return Optional.empty();
        Map<Integer, Map<String, Integer>> correct = new LinkedHashMap<>();
        for (int k : counts) {
            Map<String, Integer> sum = new TreeMap<>();
            parts.forEach(p -> p.get(k).forEach((label, n) -> sum.merge(label, n, Integer::sum)));
            correct.put(k, sum);
        }
        return Optional.of(new Outcome(List.copyOf(counts), sizes, correct));
    }

    /** Finds the neighbours of some rows and counts those that are named rightly. */
    private Map<Integer, Map<String, Integer>> block(StoredIndex index, int from, int to) {
        VectorBlock left = VectorBlock.read(index, from, to);
        Nearest[] nearest = IntStream.range(from, to).mapToObj(i -> new Nearest(counts.last()))
                .toArray(Nearest[]::new);
        int columns = rows(index, COLUMNS);
        for (int start = 0; start < index.size(); start += columns) {
            VectorBlock right = VectorBlock.read(index, start, Math.min(index.size(), start + columns));
            double[] dots = left.times(right);
            for (int i = 0; i < left.rows(); i++) offer(index, nearest[i], left, i, right, dots);
        }
        return right(index, from, nearest);
    }

    private void offer(StoredIndex index, Nearest nearest, VectorBlock left, int i, VectorBlock right,
            double[] dots) {
        Origin one = index.origin(left.first() + i);
        if (one.label().isEmpty()) return;
        int width = (right.rows() + 3) / 4 * 4;
        for (int j = 0; j < right.rows(); j++) {
            Origin other = index.origin(right.first() + j);
            boolean itself = right.first() + j == left.first() + i;
            if (itself || other.label().isEmpty() || apart && other.image().equals(one.image())) continue;
            nearest.offer(right.first() + j,
                    distance.of(dots[i * width + j], left.squares()[i], right.squares()[j]));
        }
    }

    private static int rows(StoredIndex index, int most) {
        return Math.max(1, Math.min(most, BLOCK / index.dimensions()));
    }

    private Map<Integer, Map<String, Integer>> right(StoredIndex index, int from, Nearest[] nearest) {
        Map<Integer, Map<String, Integer>> correct = new LinkedHashMap<>();
        for (int k : counts) {
            Map<String, Integer> own = new TreeMap<>();
            for (int i = 0; i < nearest.length; i++) {
                String label = index.origin(from + i).label();
                List<String> voters = IntStream.of(nearest[i].members()).limit(k)
                        .mapToObj(j -> index.origin(j).label()).toList();
                if (!label.isEmpty() && label.equals(majority(voters))) own.merge(label, 1, Integer::sum);
            }
            correct.put(k, own);
        }
        return correct;
    }

    /** Returns the most frequent label, of equally frequent ones the first; empty when nobody votes. */
    static String majority(List<String> labels) {
        Map<String, Integer> votes = new LinkedHashMap<>();
        labels.forEach(l -> votes.merge(l, 1, Integer::sum));
        String best = "";
        for (Map.Entry<String, Integer> v : votes.entrySet())
            if (v.getValue() > votes.getOrDefault(best, 0)) best = v.getKey();
        return best;
    }
}
