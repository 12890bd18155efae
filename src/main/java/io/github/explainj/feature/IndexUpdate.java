// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.explain.Origin;
import io.github.explainj.probe.Inputs;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Goes through an album and adds to an index what it does not hold yet. */
final class IndexUpdate {

    private final Subject subject;
    private final Embedding embedding;
    private final IndexKey key;

    IndexUpdate(Subject subject, Embedding embedding, IndexKey key) {
        this.subject = subject;
        this.embedding = embedding;
        this.key = key;
    }

    Indexing.Indexed into(Path folder) {
        long start = System.nanoTime();
        int before;
        int after;
        try (IndexWriter writer = IndexWriter.open(folder, key)) {
            before = writer.rows();
            relabel(writer);
            run(writer);
            after = writer.rows();
        }
        if (!StoredIndex.isIn(folder))
            throw new Problem("A07", "It was stopped before the first image was indexed, so there"
                    + " is no index yet. Run it again.");
        StoredIndex stored = StoredIndex.open(folder);
        Map<String, Object> facts = facts(stored);
        facts.put("new", after - before);
        facts.put("failed", subject.album().failures().size());
        facts.put("index_seconds", (System.nanoTime() - start) * 1e-9);
        if (subject.isCancelled()) facts.put("complete", false);
        return new Indexing.Indexed(stored, embedding, facts);
    }

    private void run(IndexWriter writer) {
        NewItems items = new NewItems(subject.album(), writer);
        subject.probe().activations(new Inputs(items, subject.album().size()), List.of(key.layer()),
                (i, values) -> {
            add(writer, items.poll(), values.get(key.layer()));
            return !subject.isCancelled();
        });
    }

    private void add(IndexWriter writer, NewItems.New item, Tensor values) {
        float[] vector = embedding.of(values);
        if (writer.header().isEmpty()) {
            List<Integer> shape = Arrays.stream(values.shape()).boxed().toList();
            writer.begin(new IndexHeader(key, vector.length, shape, item.channels(), subject.version()));
        }
        int dimensions = writer.header().orElseThrow().dimensions();
        if (vector.length != dimensions)
            throw new Problem("A07", "pooling=" + key.pooling() + " of " + key.layer()
                    + " is not possible: "
                    + item.origin().name() + " gives " + vector.length + " numbers, and the images before it "
                    + dimensions
                    + ": they have different sizes. Use pooling=mean or pooling=max, or fit=resize.");
        writer.add(item.origin(), item.last(), vector, item.pixels());
    }

    /** Takes over where files are now and which labels they have. */
    private void relabel(IndexWriter writer) {
        Map<Album.Known, Origin> given = new HashMap<>();
        subject.album().listing().forEach(o -> given.put(new Album.Known(o.image(), o.stamp()), o));
        writer.update(row -> {
            Origin now = given.get(new Album.Known(row.origin().image(), row.origin().stamp()));
            if (now == null) return row;
            return row.of(now.file(), now.label().isEmpty() ? row.origin().label() : now.label());
        });
    }

    /** Says what an index holds. */
    static Map<String, Object> facts(StoredIndex stored) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("index", stored.folder().toString());
        facts.put("rows", stored.size());
        facts.put("dimensions", stored.dimensions());
        facts.put("layer", stored.header().key().layer());
        facts.put("pooling", stored.header().key().pooling());
        return facts;
    }
}
