// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.explain.Origin;
import java.util.function.IntPredicate;

/**
 * What neighbours are asked for.
 *
 * @param origin of the open image or of the row
 * @param vector its embedding, {@code [D]}
 * @param pixels from each image of the index to its pixels
 * @param self which images of the index are the same one
 * @param row of the index; -1 for the open image
 */
record Query(Origin origin, float[] vector, PixelDistances pixels, IntPredicate self, int row) {

    /** Asks for those of the open image. */
    static Query of(Subject subject, Indexing.Indexed indexed, Item item) {
        float[] vector = indexed.vector(subject, item);
        float[] thumbnail = Thumbnail.of(item.sample().scene().raw(), StoredIndex.SIDE);
        PixelDistances pixels = PixelDistances.of(indexed.stored(), thumbnail);
        return new Query(item.origin(), vector, pixels, i -> pixels.same()[i], -1);
    }

    /** Asks for those of a row of the index. */
    static Query of(StoredIndex index, int row) {
        int at = index.at(row);
        return new Query(index.origin(at), index.vector(at),
                PixelDistances.of(index, index.thumbnail(at).data()), i -> i == at, row);
    }

    /** Returns whether an image is another slice or tile of the same file. */
    boolean isOfSameFile(Origin other) {
        return origin.image().equals(other.image()) || last(origin.image()).equals(last(other.image()))
                && origin.file().isEmpty();
    }

    /** An open image has a title, and no path. */
    private static String last(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }
}
