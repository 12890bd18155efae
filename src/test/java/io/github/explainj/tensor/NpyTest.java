// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyTest {

    @TempDir
    Path folder;

    /** What numpy 1.26 writes for {@code numpy.array([[1, 2], [3, 4.5]], 'f4')}. */
    private static final String HEADER =
            "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }";

    @Test
    void writesTheBytesThatNumpyWrites() throws IOException {
        Path file = folder.resolve("a.npy");
        Npy.write(file, new Tensor(new float[] {1, 2, 3, 4.5f}, 2, 2));
        byte[] bytes = Files.readAllBytes(file);
        assertEquals(128 + 16, bytes.length);
        assertEquals("934e554d505901007600", HexFormat.of().formatHex(bytes, 0, 10));
        String text = new String(bytes, 10, 118, StandardCharsets.US_ASCII);
        assertEquals(HEADER, text.stripTrailing());
        assertEquals('\n', text.charAt(117));
        assertEquals("0000803f000000400000404000009040", HexFormat.of().formatHex(bytes, 128, 144));
    }

    @Test
    void readsBackWhatItWroteAtAnyRank() {
        for (int[] shape : new int[][] {{}, {1}, {3}, {0, 2}, {2, 3}, {1, 2, 3, 4}, {1, 1, 300, 1000}}) {
            Tensor t = Tensor.zeros(shape);
            for (int i = 0; i < t.size(); i++) t.data()[i] = i * 0.5f - 1;
            Path file = folder.resolve("b.npy");
            Npy.write(file, t);
            assertEquals(t, Npy.read(file));
        }
    }

    @Test
    void readsEveryElementTypeInBothByteOrders() throws IOException {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            String o = order == ByteOrder.LITTLE_ENDIAN ? "<" : ">";
            assertValues(npy(o + "f8", order, b -> b.putDouble(1.5).putDouble(-2)), 1.5f, -2);
            assertValues(npy(o + "f4", order, b -> b.putFloat(1.5f).putFloat(-2)), 1.5f, -2);
            assertValues(npy(o + "f2", order, b -> b.putShort((short) 0x3e00).putShort((short) 0x8001)), 1.5f, -0x1p-24f);
            assertValues(npy(o + "i2", order, b -> b.putShort((short) -7).putShort((short) 300)), -7, 300);
            assertValues(npy(o + "u2", order, b -> b.putShort((short) -1).putShort((short) 1)), 65535, 1);
            assertValues(npy(o + "i4", order, b -> b.putInt(-7).putInt(1 << 24)), -7, 16777216);
            assertValues(npy(o + "u4", order, b -> b.putInt(0x80000000).putInt(3)), 2147483648f, 3);
            assertValues(npy(o + "i8", order, b -> b.putLong(Long.MIN_VALUE).putLong(5)), -0x1p63f, 5);
            assertValues(npy(o + "u8", order, b -> b.putLong(Long.MIN_VALUE).putLong(5)), 0x1p63f, 5);
        }
        assertValues(npy("|i1", ByteOrder.LITTLE_ENDIAN, b -> b.put((byte) -1).put((byte) 2)), -1, 2);
        assertValues(npy("|u1", ByteOrder.LITTLE_ENDIAN, b -> b.put((byte) -1).put((byte) 2)), 255, 2);
        assertValues(npy("|b1", ByteOrder.LITTLE_ENDIAN, b -> b.put((byte) 1).put((byte) 0)), 1, 0);
    }

    @Test
    void halvesHaveInfinityNanAndSubnormals() {
        assertEquals(65504f, NpyType.half((short) 0x7bff));
        assertEquals(Float.NEGATIVE_INFINITY, NpyType.half((short) 0xfc00));
        assertTrue(Float.isNaN(NpyType.half((short) 0x7e00)));
        assertEquals(0x1p-14f, NpyType.half((short) 0x0400));
    }

    @Test
    void turnsFortranOrderIntoCOrder() throws IOException {
        Path file = file("{'descr': '<f4', 'fortran_order': True, 'shape': (2, 3), }", 2, ByteOrder.LITTLE_ENDIAN,
                b -> b.putFloat(1).putFloat(4).putFloat(2).putFloat(5).putFloat(3).putFloat(6));
        assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, Npy.read(file).data());
    }

    @Test
    void readsFormat2And3() throws IOException {
        for (int version : new int[] {2, 3}) {
            Path file = file(HEADER, version, ByteOrder.LITTLE_ENDIAN,
                    b -> b.putFloat(1).putFloat(2).putFloat(3).putFloat(4));
            assertArrayEquals(new int[] {2, 2}, Npy.read(file).shape());
        }
    }

    @Test
    void refusesWholeNumbersThatAFloatWouldRound() throws IOException {
        refused("I10", "16777217", npy("<i4", ByteOrder.LITTLE_ENDIAN, b -> b.putInt(1).putInt(16777217)));
        refused("I10", "9223372036854775807", npy("<i8", ByteOrder.LITTLE_ENDIAN, b -> b.putLong(1).putLong(Long.MAX_VALUE)));
        refused("I10", "18446744073709551615", npy("<u8", ByteOrder.LITTLE_ENDIAN, b -> b.putLong(1).putLong(-1)));
        refused("I10", "1.0E300", npy("<f8", ByteOrder.LITTLE_ENDIAN, b -> b.putDouble(1).putDouble(1e300)));
    }

    @Test
    void saysWhatIsWrongWithABadFile() throws IOException {
        refused("I16", "Python objects", npy("|O", ByteOrder.LITTLE_ENDIAN, b -> b.putLong(1)));
        refused("I16", "<c8", npy("<c8", ByteOrder.LITTLE_ENDIAN, b -> b.putLong(1)));
        refused("I16", "[('a', '<f4')]", file("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,), }", 1,
                ByteOrder.LITTLE_ENDIAN, b -> b.putLong(1)));
        refused("I01", "2 values of 4 bytes and the file has", npy("<f4", ByteOrder.LITTLE_ENDIAN, b -> b.putFloat(1)));
        refused("I01", "2000000000 values", file("{'descr': '<f8', 'fortran_order': False, 'shape': (2000000000,), }", 1,
                ByteOrder.LITTLE_ENDIAN, b -> b));
        refused("I02", "empty", raw(""));
        refused("I02", "3c 21 44 4f 43 54 59 50", raw("<!DOCTYPE html>"));
        refused("I11", "does not exist", folder.resolve("none.npy"));
        refused("I15", "[50000, 50000]", file("{'descr': '<f4', 'fortran_order': False, 'shape': (50000, 50000), }", 1,
                ByteOrder.LITTLE_ENDIAN, b -> b));
    }

    private static void refused(String code, String part, Path file) {
        Problem p = assertThrows(Problem.class, () -> Npy.read(file));
        assertEquals(code, p.code());
        assertTrue(p.getMessage().contains(part) && p.getMessage().contains(file.getFileName().toString()), p.getMessage());
    }

    private static void assertValues(Path file, float... values) {
        assertArrayEquals(values, Npy.read(file).data());
    }

    private Path raw(String text) throws IOException {
        return Files.writeString(folder.resolve("raw.npy"), text);
    }

    private Path npy(String descr, ByteOrder order, java.util.function.UnaryOperator<ByteBuffer> values) throws IOException {
        return file("{'descr': '" + descr + "', 'fortran_order': False, 'shape': (2,), }", 1, order, values);
    }

    private Path file(String header, int version, ByteOrder order, java.util.function.UnaryOperator<ByteBuffer> values)
            throws IOException {
        ByteBuffer b = ByteBuffer.allocate(1000).order(ByteOrder.LITTLE_ENDIAN);
        b.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) version).put((byte) 0);
        if (version == 1) b.putShort((short) (header.length() + 1));
        else b.putInt(header.length() + 1);
        b.put(header.getBytes(StandardCharsets.US_ASCII)).put((byte) '\n').order(order);
        values.apply(b);
        b.flip();
        byte[] bytes = new byte[b.limit()];
        b.get(bytes);
        return Files.write(folder.resolve("x.npy"), bytes);
    }
}
