// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/** Makes and asks an index, for the benchmark. */
public final class Queries {

    private Queries() {}

    /** Makes an index of random vectors with two labels. */
    public static StoredIndex random(Path folder, int count, int dimensions) {
        Random random = new Random(1);
        try (IndexWriter writer = IndexWriter.open(folder, SmallIndex.KEY)) {
            for (int i = 0; i < count; i++) {
                float[] vector = new float[dimensions];
                for (int d = 0; d < dimensions; d++) vector[d] = (float) random.nextGaussian();
                SmallIndex.add(writer, SmallIndex.image(i, i % 2 == 0 ? "even" : "odd", "1"), true, vector);
            }
        }
        return StoredIndex.open(folder);
    }

    public static int[] nearest(StoredIndex index, float[] query, Distance distance, int k) {
        return Nearest.of(index, query, distance, k, i -> true).stream().mapToInt(Nearest.Neighbour::i).toArray();
    }

    /** Returns the leave-one-out accuracy for five neighbours. */
    public static double accuracy(StoredIndex index) {
        return new KnnAccuracy(Distance.COSINE, new TreeSet<>(List.of(5)), false).of(index, () -> false)
                .orElseThrow().accuracy(5);
    }
}
