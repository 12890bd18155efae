// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.explain.FeatureMap;
import io.github.explainj.explain.InnerTensors;
import io.github.explainj.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An index as a view asks for it.
 *
 * @param layer a tensor; empty for that of the stored index, or the last one with cells where there is none
 *     yet
 * @param pooling how its cells become one vector
 * @param index the folder
 */
record Indexing(String layer, Pooling pooling, String index) {

    /**
     * An index that is up to date.
     *
     * @param stored what is in the folder now
     * @param embedding makes the vector of another image
     * @param facts what was done: {@code index, images, new, known, replaced, failed, dimensions, ...}
     */
    record Indexed(StoredIndex stored, Embedding embedding, Map<String, Object> facts) {

        /** Makes the vector of an image that may not be in it. */
        float[] vector(Subject subject, Item item) {
            float[] vector = embedding.of(subject, item);
            if (vector.length != stored.dimensions())
                throw new Problem("A07", item.origin().name() + " gives " + vector.length + " numbers at "
                        + embedding.layer().tensor() + ", and the index in " + stored.folder() + " holds "
                        + stored.dimensions() + " per image. Use an image of the size that was indexed, or an"
                        + " index with pooling=mean.");
            return vector;
        }
    }

    /**
     * Adds what is new or has changed among the images of an album; without an album, opens what is there.
     * Done once for all pieces of an open image.
     *
     * @throws Problem A07 when there are neither images nor an index, A09 when the index was made with
     *     another
     *     model, layer or pooling
     */
    Indexed upToDate(Subject subject) {
        if (index.isBlank()) throw new Problem("A07",
                "index= is empty: name the folder in which the index is kept, e.g."
                + " index=/data/embeddings; it is made when it does not exist.");
        return subject.once("index " + index, () -> made(subject));
    }

    private Indexed made(Subject subject) {
        Path folder = Path.of(index.strip()).toAbsolutePath().normalize();
        Optional<IndexHeader> header = StoredIndex.isIn(folder) ? Optional.of(IndexHeader.read(folder))
                : Optional.empty();
        if (header.isEmpty() && subject.album().size() == 0)
            throw new Problem("A07", "There are no images to index, and no index in "
                    + folder + ". Give images= (a folder, a file or an open stack), or name the folder of"
                    + " an index for index=.");
        Embedding embedding = new Embedding(layer(subject, header), pooling.settled(header));
        IndexKey key = IndexKey.of(subject, embedding);
        if (subject.album().size() > 0) return new IndexUpdate(subject, embedding, key).into(folder);
        key.forReading().check(folder, header.orElseThrow().key());
        StoredIndex stored = StoredIndex.open(folder);
        return new Indexed(stored, embedding, IndexUpdate.facts(stored));
    }

    /** Returns the layer that is asked for, else that of the index. */
    private FeatureMap layer(Subject subject, Optional<IndexHeader> header) {
        // another model may not have the tensor: then it is said that the model is another
        Optional<IndexHeader> own = header.filter(h -> h.key().model().equals(subject.model()));
        String name = layer.isBlank() ? own.map(h -> h.key().layer()).orElse("") : layer;
        List<FeatureMap> found = InnerTensors.of(subject.network()).named(name);
        if (found.size() > 1) throw new Problem("A05", "layer=" + layer + " names " + found.size()
                + " tensors, and an index holds one. Name one of them, and give each its own folder for"
                + " index.");
        return found.get(0);
    }
}
