// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.explain.Origin;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Makes indexes from arrays. */
final class SmallIndex {

    static final IndexKey KEY = new IndexKey("0123456789abcdef", "layer", "mean", Map.of("fit", "auto", "normalise", ""));

    private static final int CELLS = StoredIndex.SIDE * StoredIndex.SIDE;

    private SmallIndex() {}

    /** Writes vectors whose thumbnails hold the number of their row. */
    static StoredIndex of(Path folder, float[][] vectors, List<String> labels) {
        try (IndexWriter writer = IndexWriter.open(folder, KEY)) {
            for (int i = 0; i < vectors.length; i++) add(writer, image(i, labels.get(i), "1"), true, vectors[i]);
        }
        return StoredIndex.open(folder);
    }

    static Origin image(int i, String label, String stamp) {
        return new Origin("image" + i + ".tif", "/images/image" + i + ".tif", 1, 1, "", label, stamp);
    }

    static void add(IndexWriter writer, Origin origin, boolean last, float... vector) {
        if (writer.header().isEmpty()) writer.begin(new IndexHeader(KEY, vector.length, List.of(1, vector.length, 4, 4), 1, "test"));
        float[] pixels = new float[CELLS];
        Arrays.fill(pixels, writer.rows());
        writer.add(origin, last, vector, pixels);
    }
}
