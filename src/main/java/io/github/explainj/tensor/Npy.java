// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.tensor;

import io.github.explainj.problem.Problem;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Reads and writes NumPy's {@code .npy} files (format 1.0 to 3.0).
 *
 * <p>Read are {@code f2 f4 f8, i1 to i8, u1 to u8, b1}, little or big endian, C or Fortran order.
 * A whole number that a 32-bit float cannot hold is refused, not rounded. Written is {@code <f4} in
 * C order, format 1.0.
 */
public final class Npy {

    private static final int CHUNK = 1 << 20;

    private Npy() {}

    /**
     * Reads a tensor of any rank; a scalar has rank 0.
     *
     * @throws Problem I01 when the file is truncated, I02 when it is no .npy file, I10 when a value
     *     does not fit a 32-bit float, I11 when it cannot be read, I15 when it is too large, I16 for
     *     an element type that is not supported
     */
    public static Tensor read(Path file) {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            NpyHeader header = NpyHeader.read(file, in);
            NpyType type = NpyType.of(file, header.descr());
            int count = header.elements(file);
            // before memory is taken: a header of 100 bytes can claim gigabytes
            if (Files.size(file) < (long) count * type.bytes()) throw truncated(file, type, count);
            float[] data = new float[count];
            decode(file, Channels.newChannel(in), type, data);
            return new Tensor(header.fortran() ? toC(data, header.shape()) : data, header.shape());
        } catch (NoSuchFileException e) {
            throw new Problem("I11", file + " does not exist. Check the path.", e);
        } catch (IOException e) {
            throw new Problem("I11", file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /** Writes {@code <f4} in C order, format 1.0, replacing the file. */
    public static void write(Path file, Tensor tensor) {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            drain(out, ByteBuffer.wrap(NpyHeader.bytes(tensor.shape())));
            ByteBuffer buffer = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
            float[] data = tensor.data();
            for (int at = 0; at < data.length; at += CHUNK / 4) {
                int n = Math.min(CHUNK / 4, data.length - at);
                buffer.clear().asFloatBuffer().put(data, at, n);
                drain(out, buffer.limit(4 * n));
            }
        } catch (IOException e) {
            throw new Problem("E09", file + " cannot be written: " + e
                    + ". Choose a folder that exists and that you may write to.", e);
        }
    }

    private static void drain(FileChannel out, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) out.write(buffer);
    }

    private static void decode(Path file, ReadableByteChannel in, NpyType type, float[] data) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK).order(type.order());
        for (int at = 0; at < data.length; ) {
            int n = Math.min(CHUNK / type.bytes(), data.length - at);
            buffer.clear().limit(n * type.bytes());
            while (buffer.hasRemaining() && in.read(buffer) >= 0) { }
            if (buffer.hasRemaining()) throw truncated(file, type, data.length);
            buffer.flip();
            for (int i = 0; i < n; i++) data[at++] = type.decode(file, buffer);
        }
    }

    private static Problem truncated(Path file, NpyType type, int wanted) throws IOException {
        return new Problem("I01", file + " is truncated: its header promises " + wanted + " values of "
                + type.bytes() + " bytes and the file has " + Files.size(file) + " bytes. Copy or write it again.");
    }

    /** Reorders from the first axis fastest to the last axis fastest. */
    private static float[] toC(float[] fortran, int[] shape) {
        float[] c = new float[fortran.length];
        int[] index = new int[shape.length];
        for (float value : fortran) {
            int at = 0;
            for (int a = 0; a < shape.length; a++) at = at * shape[a] + index[a];
            c[at] = value;
            for (int a = 0; a < shape.length && ++index[a] == shape[a]; a++) index[a] = 0;
        }
        return c;
    }
}
