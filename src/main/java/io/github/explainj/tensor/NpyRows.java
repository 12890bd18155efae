// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.tensor;

import io.github.explainj.problem.Problem;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * A {@code .npy} file of {@code <f4} that grows by rows, {@code [N, row...]}, and is read by rows; only those
 * in hand are in memory.
 *
 * <p>How many rows there are is told by the length of the file: a last row that is torn does not count. The
 * header, which others read, is put right by {@link #commit} and {@link #cut}; it never promises more rows
 * than there are.
 */
public final class NpyRows implements AutoCloseable {

    /** Length of the header, with room for any number of rows. */
    private static final int HEADER = 128;

    private final Path file;
    private final FileChannel channel;
    private final int[] row;
    private final int length;
    private int rows;
    private ByteBuffer bytes = ByteBuffer.allocate(0);

    private NpyRows(Path file, FileChannel channel, int[] row) throws IOException {
        this.file = file;
        this.channel = channel;
        this.row = row.clone();
        this.length = Tensor.size(row);
        this.rows = (int) Math.max(0, (channel.size() - HEADER) / (4L * length));
    }

    /**
     * Opens a file to read.
     *
     * @param row shape of a row
     * @throws Problem I02 when it holds something else, I11 when it cannot be read
     */
    public static NpyRows read(Path file, int... row) {
        try {
            return checked(new NpyRows(file, FileChannel.open(file, StandardOpenOption.READ), row));
        } catch (IOException e) {
            throw new Problem("I11", file + " cannot be read: " + e + ". Check the path and its permissions.",
                    e);
        }
    }

    /**
     * Opens a file to append to; makes it where there is none.
     *
     * @param row shape of a row
     * @throws Problem I02 when it holds something else, E09 when it cannot be written
     */
    public static NpyRows append(Path file, int... row) {
        try {
            return checked(new NpyRows(file,
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
                    StandardOpenOption.WRITE), row));
        } catch (IOException e) {
            throw cannotWrite(file, e);
        }
    }

    private static NpyRows checked(NpyRows opened) throws IOException {
        try {
            opened.checkHeader();
            return opened;
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private void checkHeader() throws IOException {
        // it ends in its header: there are no rows, and whoever appends writes it anew
        if (channel.size() < HEADER) return;
        ByteBuffer start = ByteBuffer.allocate(HEADER);
        fill(start, 0);
        NpyHeader header = NpyHeader.read(file, new DataInputStream(new ByteArrayInputStream(start.array())));
        int[] found = header.shape();
        boolean same = header.descr().equals("<f4") && !header.fortran() && found.length == row.length + 1
                && Arrays.equals(found, 1, found.length, row, 0, row.length);
        if (!same) throw new Problem("I02", file + " holds " + header.descr() + " of shape "
                + Arrays.toString(found)
                + ", expected <f4 in rows of shape " + Arrays.toString(row)
                + ". Delete it, or name another.");
    }

    /** Returns the number of whole rows. */
    public int rows() {
        return rows;
    }

    /** Returns the number of values in a row. */
    public int length() {
        return length;
    }

    /**
     * Reads rows that follow each other.
     *
     * @param values takes {@code count * length()} values from its start on
     */
    public void read(int from, int count, float[] values) {
        if (from < 0 || from + count > rows)
            throw new IllegalArgumentException(file + " has " + rows + " rows, asked for " + from + " to "
                    + (from + count - 1));
        try {
            fill(buffer(count), HEADER + 4L * length * from);
            bytes.flip().asFloatBuffer().get(values, 0, count * length);
        } catch (IOException e) {
            throw new Problem("I11", file + " cannot be read: " + e + ". Copy or write it again.", e);
        }
    }

    /** Appends rows; the header does not count them before {@link #commit}. */
    public void append(float[] values) {
        int count = values.length / length;
        if (count * length != values.length)
            throw new IllegalArgumentException("rows have " + length + " values, got " + values.length);
        buffer(count).asFloatBuffer().put(values);
        write(bytes, HEADER + 4L * length * rows);
        rows += count;
    }

    /** Sees to it that all rows are on the disk, and counted. */
    public void commit() {
        try {
            channel.force(false);
            write(ByteBuffer.wrap(header()), 0);
        } catch (IOException e) {
            throw cannotWrite(file, e);
        }
    }

    /** Drops what comes after so many rows. */
    public void cut(int count) {
        rows = Math.min(rows, count);
        write(ByteBuffer.wrap(header()), 0);
        try {
            channel.truncate(HEADER + 4L * length * rows);
        } catch (IOException e) {
            throw cannotWrite(file, e);
        }
    }

    private byte[] header() {
        int[] shape = new int[row.length + 1];
        shape[0] = rows;
        System.arraycopy(row, 0, shape, 1, row.length);
        byte[] header = NpyHeader.bytes(shape);
        if (header.length != HEADER)
            throw new IllegalStateException("rows of shape " + Arrays.toString(row) + " have a header of "
                + header.length + " bytes, expected " + HEADER);
        return header;
    }

    private ByteBuffer buffer(int count) {
        int needed = Math.multiplyExact(4 * length, count);
        if (bytes.capacity() < needed) bytes = ByteBuffer.allocateDirect(needed)
                .order(ByteOrder.LITTLE_ENDIAN);
        return bytes.clear().limit(needed);
    }

    private void fill(ByteBuffer into, long at) throws IOException {
        while (into.hasRemaining()) {
            int n = channel.read(into, at);
            if (n < 0) throw new IOException("it ends at byte " + at);
            at += n;
        }
    }

    private void write(ByteBuffer from, long at) {
        try {
            while (from.hasRemaining()) at += channel.write(from, at);
        } catch (IOException e) {
            throw cannotWrite(file, e);
        }
    }

    /** Says that a file cannot be written. */
    public static Problem cannotWrite(Path file, IOException e) {
        return new Problem("E09", file + " cannot be written: " + e
                + ". Choose a folder that exists, that you may write to and that has room.", e);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw cannotWrite(file, e);
        }
    }
}
