// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.feature.Nearest.Neighbour;
import io.github.explainj.registry.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NeighbourSearchTest {

    @TempDir
    Path temporary;

    @Test
    void distancesByHand() {
        float[] a = {3, 4};
        assertEquals(0, Distance.COSINE.between(a, new float[] {6, 8}, 0), 1e-15);
        assertEquals(1, Distance.COSINE.between(a, new float[] {-4, 3}, 0), 1e-15);
        assertEquals(2, Distance.COSINE.between(a, new float[] {-3, -4}, 0), 1e-15);
        assertEquals(1 - 24.0 / 25, Distance.COSINE.between(a, new float[] {9, 4, 3}, 1), 1e-15);
        assertEquals(1, Distance.COSINE.between(a, new float[] {0, 0}, 0));
        for (int i = 1; i < 200; i++) {
            float[] same = {i, 1f / i, 0.1f * i};
            assertTrue(Distance.COSINE.between(same, same, 0) >= 0, "rounded below 0 for " + i);
        }
        assertEquals(5, Distance.EUCLIDEAN.between(a, new float[] {0, 0}, 0), 1e-15);
        assertEquals(Math.sqrt(2), Distance.EUCLIDEAN.between(a, new float[] {9, 4, 5}, 1), 1e-15);
    }

    @Test
    void ofEquallyFarOnesTheFirstIsKeptAndNoNumbersAreLeftOut() {
        Nearest nearest = new Nearest(3);
        double[] offered = {2, 1, Double.NaN, 2, 1, 2, 0.5};
        for (int i = 0; i < offered.length; i++) nearest.offer(i, offered[i]);
        assertEquals(List.of(new Neighbour(6, 0.5), new Neighbour(1, 1), new Neighbour(4, 1)), nearest.found());
    }

    @Test
    void findsWhatABruteForceSearchFinds() {
        Random random = new Random(3);
        float[][] rows = new float[3000][70];
        for (float[] r : rows) for (int d = 0; d < r.length; d++) r[d] = (float) random.nextGaussian();
        rows[17] = rows[2000].clone();
        StoredIndex index = SmallIndex.of(temporary, rows, Arrays.asList(new String[3000]).stream().map(l -> "").toList());
        for (Distance distance : Distance.values())
            for (int q : new int[] {0, 17, 2999}) {
                List<Integer> expected = IntStream.range(0, 3000).boxed()
                        .sorted(Comparator.comparingDouble(i -> plain(distance, rows[q], rows[i]))).limit(10).toList();
                List<Neighbour> found = Nearest.of(index, rows[q], distance, 10, i -> true);
                assertEquals(expected, found.stream().map(Neighbour::i).toList(), distance + " of " + q);
            }
    }

    private static double plain(Distance distance, float[] a, float[] b) {
        double dot = 0, aa = 0, bb = 0, squares = 0;
        for (int d = 0; d < a.length; d++) {
            dot += (double) a[d] * b[d];
            aa += (double) a[d] * a[d];
            bb += (double) b[d] * b[d];
            squares += Math.pow((double) a[d] - b[d], 2);
        }
        return distance == Distance.COSINE ? 1 - dot / Math.sqrt(aa) / Math.sqrt(bb) : Math.sqrt(squares);
    }

    @Test
    void agreesWithScikitLearn() throws IOException {
        float[][] vectors = Stored.rows("knn_vectors");
        List<String> labels = Stored.csv("knn_labels").stream().map(l -> l[0]).toList();
        StoredIndex index = SmallIndex.of(temporary, vectors, labels);
        Map<String, Object> all = Json.readObject("numbers", Files.readString(Path.of("src/test/resources/feature/knn_sklearn.json")));
        for (Distance distance : Distance.values()) {
            Map<?, ?> expected = (Map<?, ?>) all.get(distance.name().toLowerCase(java.util.Locale.ROOT));
            NeighbourSearch.Found found = new NeighbourSearch(index, distance, 6, false).of(Query.of(index, 7));
            List<Neighbour> nearest = found.kinds().get(NeighbourSearch.NEAREST);
            assertEquals(expected.get("neighbours_of_7"), rows(nearest));
            List<?> distances = (List<?>) expected.get("distances_of_7");
            for (int n = 0; n < 6; n++) assertEquals((double) distances.get(n), nearest.get(n).distance(), 1e-12);
            assertEquals(expected.get("unlike_of_7"), rows(found.kinds().get(NeighbourSearch.UNLIKE)));
            assertEquals(labels.get(7), found.label());
            accuracies(index, distance, expected, (Map<?, ?>) all.get("sizes"));
        }
    }

    private static List<Long> rows(List<Neighbour> neighbours) {
        return neighbours.stream().map(n -> (long) n.i()).toList();
    }

    private static void accuracies(StoredIndex index, Distance distance, Map<?, ?> expected, Map<?, ?> sizes) {
        KnnAccuracy.Outcome outcome = new KnnAccuracy(distance, new TreeSet<>(List.of(1, 3, 5)), false).of(index, () -> false).orElseThrow();
        assertEquals(sizes.toString(), outcome.sizes().toString());
        for (int k : List.of(1, 3, 5)) {
            Map<?, ?> numbers = (Map<?, ?>) expected.get("k" + k);
            assertEquals(numbers.get("correct").toString(), outcome.correct().get(k).toString(), distance + " " + k);
            assertEquals((double) numbers.get("accuracy"), outcome.accuracy(k), 1e-12);
        }
        assertEquals(59 / 150.0, outcome.chance(), 1e-12);
        List<List<Object>> rows = outcome.table(Map.of()).rows();
        assertEquals(List.of(1, "(all)", 150), rows.get(0).subList(0, 3));
        assertEquals(12, rows.size());
    }

    @Test
    void ofEqualVotesTheNearestWins() {
        assertEquals("b", KnnAccuracy.majority(List.of("b", "a", "a", "b")));
        assertEquals("a", KnnAccuracy.majority(List.of("b", "a", "a")));
        assertEquals("", KnnAccuracy.majority(List.of()));
    }

    @Test
    void blocksMakeNoDifferenceAndImagesWithoutLabelDoNotVote() {
        Random random = new Random(9);
        float[][] rows = new float[700][3];
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < rows.length; i++) {
            for (int d = 0; d < 3; d++) rows[i][d] = (float) random.nextGaussian();
            labels.add(i % 5 == 0 ? "" : rows[i][0] + 0.5 * random.nextGaussian() > 0 ? "right" : "left");
        }
        StoredIndex index = SmallIndex.of(temporary, rows, labels);
        KnnAccuracy.Outcome outcome = new KnnAccuracy(Distance.EUCLIDEAN, new TreeSet<>(List.of(3)), false).of(index, () -> false).orElseThrow();
        int right = 0;
        for (int i = 0; i < rows.length; i++) {
            int q = i;
            if (labels.get(i).isEmpty()) continue;
            List<String> voters = Nearest.of(index, rows[i], Distance.EUCLIDEAN, 3, j -> j != q && !labels.get(j).isEmpty())
                    .stream().map(n -> labels.get(n.i())).toList();
            if (KnnAccuracy.majority(voters).equals(labels.get(i))) right++;
        }
        assertEquals(560, outcome.images());
        assertEquals(right / 560.0, outcome.accuracy(3), 1e-12);
    }

    @Test
    void slicesOfTheSameFileCanBeLeftOut() {
        try (IndexWriter writer = IndexWriter.open(temporary, SmallIndex.KEY)) {
            for (int i = 0; i < 6; i++)
                SmallIndex.add(writer, new io.github.explainj.explain.Origin("stack" + i / 3, "", i % 3 + 1, 1, "", i < 3 ? "a" : "b", "s"), i % 3 == 2,
                        i < 3 ? i : i + 1, 1);
        }
        StoredIndex index = StoredIndex.open(temporary);
        assertEquals(List.of(1L, 2L, 3L), rows(found(index, false, NeighbourSearch.NEAREST)));
        assertEquals(List.of(3L, 4L, 5L), rows(found(index, true, NeighbourSearch.NEAREST)));
        TreeSet<Integer> one = new TreeSet<>(List.of(1));
        assertEquals(1, new KnnAccuracy(Distance.EUCLIDEAN, one, false).of(index, () -> false).orElseThrow().accuracy(1));
        assertEquals(0, new KnnAccuracy(Distance.EUCLIDEAN, one, true).of(index, () -> false).orElseThrow().accuracy(1));
        assertEquals(Optional.empty(), new KnnAccuracy(Distance.EUCLIDEAN, one, true).of(index, () -> true));
    }

    private static List<Neighbour> found(StoredIndex index, boolean apart, String kind) {
        return new NeighbourSearch(index, Distance.EUCLIDEAN, 3, apart).of(Query.of(index, 0)).kinds().get(kind);
    }

    @Test
    void pixelsAreComparedWithoutBrightnessAndContrast() {
        float[] image = new float[2 * 1024];
        for (int i = 0; i < image.length; i++) image[i] = i * 31 % 100;
        float[] brighter = image.clone();
        for (int i = 0; i < 1024; i++) brighter[i] = 3 * image[i] + 50;
        assertEquals(0, Distance.EUCLIDEAN.between(PixelDistances.standardised(image), PixelDistances.standardised(brighter), 0), 1e-3);
        // n values of variance 1 and their negatives differ by 2 each
        float[] inverted = image.clone();
        for (int i = 0; i < image.length; i++) inverted[i] = 100 - image[i];
        assertEquals(2 * Math.sqrt(2 * 1024), Distance.EUCLIDEAN.between(PixelDistances.standardised(image),
                PixelDistances.standardised(inverted), 0), 1e-3);
        assertTrue(Arrays.equals(new float[1024], PixelDistances.standardised(new float[1024])));
    }

    @Test
    void aRowThatIsNotThereIsSaid() {
        StoredIndex index = SmallIndex.of(temporary, new float[][] {{1}, {2}}, List.of("", ""));
        assertTrue(assertThrows(RuntimeException.class, () -> Query.of(index, 5)).getMessage().contains("row=5"));
    }
}
