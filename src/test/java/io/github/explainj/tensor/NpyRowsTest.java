// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.explainj.problem.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyRowsTest {

    @TempDir
    Path folder;

    @Test
    void whatWasAppendedIsAnOrdinaryFile() {
        Path file = folder.resolve("rows.npy");
        try (NpyRows rows = NpyRows.append(file, 2, 3)) {
            rows.append(new float[] {1, 2, 3, 4, 5, 6});
            rows.append(new float[] {7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18});
            rows.commit();
        }
        Tensor all = Npy.read(file);
        assertArrayEquals(new int[] {3, 2, 3}, all.shape());
        for (int i = 0; i < 18; i++) assertEquals(i + 1, all.data()[i]);
        float[] last = new float[12];
        try (NpyRows rows = NpyRows.read(file, 2, 3)) {
            rows.read(1, 2, last);
        }
        assertEquals(7, last[0]);
        assertEquals(18, last[11]);
    }

    @Test
    void itsBytesAreThoseOfAFileWrittenAtOnce() throws IOException {
        Path grown = folder.resolve("grown.npy");
        try (NpyRows rows = NpyRows.append(grown, 4)) {
            for (int i = 0; i < 3; i++) rows.append(new float[] {i, -i, 0.5f, 1e-9f});
            rows.commit();
        }
        Path whole = folder.resolve("whole.npy");
        Npy.write(whole, Npy.read(grown));
        assertArrayEquals(Files.readAllBytes(whole), Files.readAllBytes(grown));
    }

    @Test
    void whereverItIsCutWholeRowsAreLeft() throws IOException {
        Path file = folder.resolve("rows.npy");
        for (int length = 128 + 3 * 8; length >= 0; length--) {
            try (NpyRows rows = NpyRows.append(file, 2)) {
                rows.cut(0);
                rows.append(new float[] {1, 2, 3, 4, 5, 6});
                rows.commit();
            }
            cut(file, length);
            int whole = Math.max(0, (length - 128) / 8);
            try (NpyRows rows = NpyRows.read(file, 2)) {
                assertEquals(whole, rows.rows(), length + " bytes");
                float[] values = new float[2 * whole];
                rows.read(0, whole, values);
                for (int i = 0; i < values.length; i++) assertEquals(i + 1, values[i]);
            }
        }
    }

    @Test
    void goesOnBehindATornRow() throws IOException {
        Path file = folder.resolve("rows.npy");
        try (NpyRows rows = NpyRows.append(file, 2)) {
            rows.append(new float[] {1, 2, 3, 4});
            rows.commit();
        }
        cut(file, 128 + 8 + 5);
        try (NpyRows rows = NpyRows.append(file, 2)) {
            rows.cut(rows.rows());
            rows.append(new float[] {5, 6});
            rows.commit();
        }
        assertEquals(new Tensor(new float[] {1, 2, 5, 6}, 2, 2), Npy.read(file));
    }

    @Test
    void anotherShapeIsRefused() {
        Path file = folder.resolve("rows.npy");
        Npy.write(file, Tensor.zeros(4, 3));
        Problem p = assertThrows(Problem.class, () -> NpyRows.read(file, 2));
        assertEquals("I02", p.code());
        assertEquals(true, p.getMessage().contains("[4, 3]") && p.getMessage().contains("[2]"), p.getMessage());
    }

    private static void cut(Path file, int length) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }
    }
}
