// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.explain.Origin;
import io.github.explainj.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Adds images to an index, of which it makes a new one where there is none. Rows are written in batches. */
final class IndexWriter implements AutoCloseable {

    /** Values that are held back before they are written: 4 MB. */
    private static final int HELD = 1 << 20;

    /** Longest that they are held back: what a killed run loses. */
    private static final long NANOS = 2_000_000_000L;

    private final Path folder;
    private final IndexLock lock;
    private final List<IndexRow> rows = new ArrayList<>();
    private final List<Entry> held = new ArrayList<>();
    private final Map<List<Object>, String> known = new HashMap<>();
    private final Set<Album.Known> complete = new HashSet<>();
    private List<String> columns = List.of();
    private Optional<IndexHeader> header = Optional.empty();
    private IndexFiles files;
    private long flushed = System.nanoTime();

    /** One image's part of the arrays. */
    record Entry(IndexRow row, float[] vector, float[] pixels) {}

    private IndexWriter(Path folder, IndexLock lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Opens a folder to write to; makes it where there is none.
     *
     * @throws Problem A09 when the index in it was made with another key, E11 when another run writes to it,
     *     E09 when it cannot be written
     */
    static IndexWriter open(Path folder, IndexKey key) {
        if (!StoredIndex.isIn(folder) && Files.exists(folder.resolve(StoredIndex.VECTORS)))
            throw new Problem("E12", folder + " holds " + StoredIndex.VECTORS + " but no " + IndexHeader.FILE
                    + ", so it cannot be known what it was made with. Give another folder for index, or"
                    + " delete this one.");
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new Problem("E09", "The folder " + folder + " cannot be made: " + e
                    + ". Choose one that you may write to.", e);
        }
        IndexWriter writer = new IndexWriter(folder, IndexLock.take(folder));
        try {
            if (StoredIndex.isIn(folder)) writer.goOn(key);
            return writer;
        } catch (RuntimeException e) {
            writer.lock.close();
            throw e;
        }
    }

    private void goOn(IndexKey key) {
        IndexHeader found = IndexHeader.read(folder);
        key.check(folder, found.key());
        IndexTable table = StoredIndex.table(folder, found);
        header = Optional.of(found);
        columns = table.more();
        rows.addAll(table.rows());
        for (IndexRow r : rows) if (r.used()) remember(r);
        files = IndexFiles.open(folder, found, table);
    }

    private void remember(IndexRow r) {
        known.put(IndexRow.key(r.origin()), r.origin().stamp());
        if (r.complete()) complete.add(new Album.Known(r.origin().image(), r.origin().stamp()));
    }

    /** Returns how many rows there are, replaced ones too. */
    int rows() {
        return rows.size();
    }

    /** Returns whether all of an image is there as it is now, so that it need not be read. */
    boolean has(Album.Known image) {
        return complete.contains(image);
    }

    /** Returns whether this slice or tile is there as it is now. */
    boolean has(Origin origin) {
        return origin.stamp().equals(known.get(IndexRow.key(origin)));
    }

    /** Returns what is known of an index that holds something. */
    Optional<IndexHeader> header() {
        return header;
    }

    /** Makes the index of a new folder, once the size of a vector is known. */
    void begin(IndexHeader first) {
        first.write(folder);
        files = IndexFiles.open(folder, first, new IndexTable(List.of(), List.of()));
        header = Optional.of(first);
    }

    /**
     * Adds a row.
     *
     * @param origin its stamp not empty
     * @param last whether it is the last of its image
     */
    void add(Origin origin, boolean last, float[] vector, float[] pixels) {
        IndexRow row = new IndexRow(rows.size(), origin, true, last, List.of());
        rows.add(row);
        remember(row);
        held.add(new Entry(row, vector, pixels));
        if ((long) held.size() * (vector.length + pixels.length) >= HELD
                || System.nanoTime() - flushed > NANOS) flush();
    }

    /** Changes rows, e.g. their labels; this is written at the end. */
    void update(UnaryOperator<IndexRow> change) {
        rows.replaceAll(r -> r.used() ? change.apply(r) : r);
    }

    private void flush() {
        if (held.isEmpty()) return;
        int d = header.orElseThrow().dimensions();
        int p = held.get(0).pixels().length;
        float[] vectors = new float[held.size() * d];
        float[] pixels = new float[held.size() * p];
        StringBuilder lines = new StringBuilder();
        IndexTable format = new IndexTable(columns, List.of());
        for (int i = 0; i < held.size(); i++) {
            System.arraycopy(held.get(i).vector(), 0, vectors, i * d, d);
            System.arraycopy(held.get(i).pixels(), 0, pixels, i * p, p);
            lines.append(format.line(held.get(i).row()));
        }
        files.append(vectors, pixels, lines.toString());
        held.clear();
        flushed = System.nanoTime();
    }

    /** Writes what is held back and marks the rows that were replaced. */
    @Override
    public void close() {
        try (IndexLock until = lock) {
            if (files == null) return;
            try (IndexFiles closing = files) {
                flush();
            }
            IndexFiles.rewrite(folder.resolve(IndexTable.FILE),
                    new IndexTable(columns, IndexTable.settled(rows)));
        }
    }
}
