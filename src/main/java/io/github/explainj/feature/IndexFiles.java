// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.NpyRows;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The growing files of an index. Vectors and thumbnails are on the disk before the lines of the table that
 * count them, so that whenever the program is killed, whole rows are left.
 */
final class IndexFiles implements AutoCloseable {

    private final Path file;
    private final NpyRows vectors;
    private final NpyRows pixels;
    private final FileChannel lines;

    private IndexFiles(Path file, NpyRows vectors, NpyRows pixels, FileChannel lines) {
        this.file = file;
        this.vectors = vectors;
        this.pixels = pixels;
        this.lines = lines;
    }

    /** Opens them to append behind the rows of a table, and drops what a killed run has left behind those. */
    static IndexFiles open(Path folder, IndexHeader header, IndexTable table) {
        Path file = folder.resolve(IndexTable.FILE);
        rewrite(file, table);
        NpyRows vectors = NpyRows.append(folder.resolve(StoredIndex.VECTORS), header.dimensions());
        NpyRows pixels = NpyRows.append(folder.resolve(StoredIndex.PIXELS), header.channels(),
                StoredIndex.SIDE, StoredIndex.SIDE);
        vectors.cut(table.rows().size());
        pixels.cut(table.rows().size());
        try {
            return new IndexFiles(file, vectors, pixels, FileChannel.open(file, StandardOpenOption.APPEND));
        } catch (IOException e) {
            throw NpyRows.cannotWrite(file, e);
        }
    }

    /** Writes a table where it differs from what is there. */
    static void rewrite(Path file, IndexTable table) {
        try {
            String text = table.text();
            if (!Files.exists(file) || !text.equals(Files.readString(file))) IndexHeader.replace(file, text);
        } catch (IOException e) {
            throw NpyRows.cannotWrite(file, e);
        }
    }

    /** Appends rows. */
    void append(float[] newVectors, float[] newPixels, String newLines) {
        vectors.append(newVectors);
        pixels.append(newPixels);
        vectors.commit();
        pixels.commit();
        try {
            ByteBuffer bytes = ByteBuffer.wrap(newLines.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) lines.write(bytes);
            lines.force(false);
        } catch (IOException e) {
            throw NpyRows.cannotWrite(file, e);
        }
    }

    @Override
    public void close() {
        vectors.close();
        pixels.close();
        try {
            lines.close();
        } catch (IOException e) {
            throw NpyRows.cannotWrite(file, e);
        }
    }
}
