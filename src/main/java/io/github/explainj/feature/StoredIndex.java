// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.explain.Origin;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.NpyRows;
import io.github.explainj.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads an index: a vector, a thumbnail and an origin per image, kept in a folder
 * ({@code docs/index-format.md}).
 *
 * <p>Images are counted from 0 to {@link #size()} - 1; those that a later row replaces are not among them.
 * Vectors and thumbnails stay on the disk and are read in blocks; no file is kept open. What is appended
 * after it was opened is not seen.
 */
public final class StoredIndex {

    static final String VECTORS = "index.npy";
    static final String PIXELS = "pixels.npy";

    /** Height and width of a thumbnail. */
    public static final int SIDE = 32;

    private static final int BLOCK = 1 << 18;

    private final Path folder;
    private final IndexHeader header;
    private final List<String> columns;
    private final List<IndexRow> rows;
    private final List<Origin> origins;

    private StoredIndex(Path folder, IndexHeader header, IndexTable table) {
        this.folder = folder;
        this.header = header;
        this.columns = table.more();
        this.rows = table.rows().stream().filter(IndexRow::used).toList();
        this.origins = rows.stream().map(IndexRow::given).toList();
    }

    /** Returns whether a folder holds one. */
    public static boolean isIn(Path folder) {
        return IndexHeader.isIn(folder);
    }

    /**
     * Opens one; rows that no line of the table counts yet, for a run was killed, are left out.
     *
     * @throws Problem A07 when there is none, E12 or I02 when it is damaged
     */
    public static StoredIndex open(Path folder) {
        IndexHeader header = IndexHeader.read(folder);
        int counted = IndexTable.read(folder).rows().size();
        IndexTable whole = table(folder, header);
        // lines are written after what they count: where that is missing it was lost since
        if (whole.rows().size() < counted)
            throw new Problem("E12", "The index in " + folder + " is damaged: " + IndexTable.FILE + " counts " + counted
                    + " images, and " + VECTORS + " or " + PIXELS + " holds " + whole.rows().size()
                    + ". Copy it again, give the images anew (images=), which adds what is missing, or delete the folder.");
        return new StoredIndex(folder, header, whole);
    }

    /** Reads the rows that are whole. */
    static IndexTable table(Path folder, IndexHeader header) {
        IndexTable table = IndexTable.read(folder);
        if (table.rows().isEmpty() || !Files.exists(folder.resolve(VECTORS))
                || !Files.exists(folder.resolve(PIXELS)))
            return table.cut(0);
        try (NpyRows vectors = vectors(folder, header); NpyRows pixels = pixels(folder, header)) {
            return table.cut(Math.min(vectors.rows(), pixels.rows()));
        }
    }

    private static NpyRows vectors(Path folder, IndexHeader header) {
        return NpyRows.read(folder.resolve(VECTORS), header.dimensions());
    }

    private static NpyRows pixels(Path folder, IndexHeader header) {
        return NpyRows.read(folder.resolve(PIXELS), header.channels(), SIDE, SIDE);
    }

    public Path folder() {
        return folder;
    }

    IndexHeader header() {
        return header;
    }

    /** Returns the number of images. */
    public int size() {
        return rows.size();
    }

    /** Returns the length of a vector, D. */
    public int dimensions() {
        return header.dimensions();
    }

    /** Returns the number of channels of a thumbnail, C. */
    public int channels() {
        return header.channels();
    }

    public Origin origin(int i) {
        return origins.get(i);
    }

    /** Returns where each image comes from, in order. */
    public List<Origin> origins() {
        return origins;
    }

    /** Returns which row of the arrays an image is, from 0, as tables call it. */
    public int row(int i) {
        return rows.get(i).row();
    }

    /**
     * Finds the image of a row.
     *
     * @throws Problem A07 when there is no such row in use
     */
    public int at(int row) {
        for (int i = 0; i < rows.size(); i++) if (rows.get(i).row() == row) return i;
        String last = rows.isEmpty() ? "it is empty" : "its rows go up to " + rows.get(rows.size() - 1).row();
        throw new Problem("A07", "row=" + row + " is not possible: the index in " + folder
                + " has no such row in use; " + last
                + ". See the column row of " + IndexTable.FILE + ".");
    }

    /** Returns the columns that the user has added to {@code index.csv}. */
    public List<String> columns() {
        return columns;
    }

    /** Returns what those columns say of an image. */
    public List<String> values(int i) {
        return rows.get(i).more();
    }

    /** Returns the vector of an image, {@code [D]}. */
    public float[] vector(int i) {
        try (NpyRows vectors = vectors(folder, header)) {
            return one(vectors, i);
        }
    }

    /** Returns an image in raw intensities averaged over the cells of a grid, {@code [1, C, 32, 32]}. */
    public Tensor thumbnail(int i) {
        try (NpyRows pixels = pixels(folder, header)) {
            return new Tensor(one(pixels, i), 1, header.channels(), SIDE, SIDE);
        }
    }

    private float[] one(NpyRows file, int i) {
        float[] values = new float[file.length()];
        file.read(row(i), 1, values);
        return values;
    }

    /** Reads all vectors in order, a block at a time. */
    public void vectors(Reader reader) {
        try (NpyRows vectors = vectors(folder, header)) {
            scan(vectors, 0, size(), reader);
        }
    }

    /** Reads the vectors of images {@code from} to {@code to} (left out) in order. */
    public void vectors(int from, int to, Reader reader) {
        try (NpyRows vectors = vectors(folder, header)) {
            scan(vectors, from, to, reader);
        }
    }

    /** Reads all thumbnails in order, a block at a time. */
    public void thumbnails(Reader reader) {
        try (NpyRows pixels = pixels(folder, header)) {
            scan(pixels, 0, size(), reader);
        }
    }

    private void scan(NpyRows file, int from, int to, Reader reader) {
        int length = file.length();
        int most = Math.max(1, BLOCK / length);
        float[] block = new float[most * length];
        for (int i = from; i < to; ) {
            int first = row(i);
            int count = Math.min(most, row(to - 1) + 1 - first);
            file.read(first, count, block);
            for (; i < to && row(i) < first + count; i++)
                if (!reader.take(i, block, (row(i) - first) * length)) return;
        }
    }

    /** Takes values image by image. */
    @FunctionalInterface
    public interface Reader {

        /**
         * @param i which image, from 0
         * @param values a block; valid during the call
         * @param at where those of the image begin
         * @return whether to go on
         */
        boolean take(int i, float[] values, int at);
    }
}
