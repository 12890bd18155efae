// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.explain.Origin;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Npy;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredIndexTest {

    private static final float[][] VECTORS = {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}, {10, 11, 12}};
    private static final List<String> LABELS = List.of("a", "b, or \"c\"", "", "two\nlines");

    @TempDir
    Path temporary;

    @Test
    void holdsWhatWasPutIn() {
        StoredIndex index = SmallIndex.of(temporary, VECTORS, LABELS);
        assertEquals(4, index.size());
        assertEquals(3, index.dimensions());
        for (int i = 0; i < 4; i++) {
            assertArrayEquals(VECTORS[i], index.vector(i));
            assertEquals(i, index.thumbnail(i).data()[1023]);
            assertEquals(SmallIndex.image(i, LABELS.get(i), "1"), index.origin(i));
        }
        List<Float> first = new ArrayList<>();
        index.vectors((i, values, at) -> first.add(values[at]));
        assertEquals(List.of(1f, 4f, 7f, 10f), first);
        assertArrayEquals(new int[] {4, 3}, Npy.read(temporary.resolve("index.npy")).shape());
        assertArrayEquals(new int[] {4, 1, 32, 32}, Npy.read(temporary.resolve("pixels.npy")).shape());
    }

    @Test
    void whereverATableWasCutItIsReadableAndWhereverAnyFileWasItBecomesWholeAgain() throws IOException {
        Path whole = temporary.resolve("whole");
        SmallIndex.of(whole, VECTORS, LABELS);
        Map<String, String> expected = bytes(whole);
        for (String name : List.of("index.npy", "pixels.npy", "index.csv"))
            for (int length : lengths(whole.resolve(name))) {
                Path folder = copied(whole);
                cut(folder.resolve(name), length);
                if (name.equals("index.csv")) readable(folder, name + " cut at " + length);
                else assertLost(folder, name + " cut at " + length);
                resume(folder);
                assertEquals(expected, bytes(folder), name + " cut at " + length);
            }
    }

    private static void readable(Path folder, String what) {
        StoredIndex left = StoredIndex.open(folder);
        assertTrue(left.size() < 4, what + " still holds " + left.size());
        for (int i = 0; i < left.size(); i++) {
            assertArrayEquals(VECTORS[i], left.vector(i), what);
            assertEquals(i, left.thumbnail(i).data()[0]);
            assertEquals(LABELS.get(i), left.origin(i).label());
        }
    }

    /** No run leaves an array shorter than its table: it was lost, and a map of the rest would be of other images. */
    private static void assertLost(Path folder, String what) {
        Problem lost = assertThrows(Problem.class, () -> StoredIndex.open(folder), what);
        assertEquals("E12", lost.code());
        assertTrue(lost.sentence().contains("index.csv counts 4 images"), lost.sentence());
    }

    private static void resume(Path folder) {
        try (IndexWriter writer = IndexWriter.open(folder, SmallIndex.KEY)) {
            for (int i = 0; i < VECTORS.length; i++) {
                Origin o = SmallIndex.image(i, LABELS.get(i), "1");
                if (!writer.has(new Album.Known(o.image(), o.stamp()))) SmallIndex.add(writer, o, true, VECTORS[i]);
            }
        }
    }

    /** Returns lengths all over the start of a file, and those around the ends of rows of a large one. */
    private static List<Integer> lengths(Path file) throws IOException {
        List<Integer> all = new ArrayList<>();
        for (int n = 0; n < Files.size(file); n++) if (n < 400 && n % 3 == 0 || n % 4096 < 140 && n % 4096 > 120 || n % 997 == 0) all.add(n);
        return all;
    }

    @Test
    void aDamagedDescriptionIsSaidWhereverItIsCut() throws IOException {
        SmallIndex.of(temporary, VECTORS, LABELS);
        Path file = temporary.resolve("index.json");
        String text = Files.readString(file);
        for (int n = 0; n < text.length() - 2; n += 7) {
            Files.writeString(file, text.substring(0, n));
            Problem p = assertThrows(Problem.class, () -> StoredIndex.open(temporary), "cut at " + n);
            assertTrue(p.getMessage().contains("index.json"), p.getMessage());
        }
        Files.writeString(file, text.replace("\"version\": 1", "\"version\": 2"));
        assertEquals("E12", assertThrows(Problem.class, () -> StoredIndex.open(temporary)).code());
    }

    @Test
    void aChangedImageTakesTheLatestRowsAndOldOnesAreMarked() throws IOException {
        try (IndexWriter writer = IndexWriter.open(temporary, SmallIndex.KEY)) {
            for (int z = 1; z <= 3; z++) SmallIndex.add(writer, slice(z, "old"), z == 3, z);
        }
        try (IndexWriter writer = IndexWriter.open(temporary, SmallIndex.KEY)) {
            assertTrue(writer.has(new Album.Known("stack.tif", "old")));
            assertFalse(writer.has(new Album.Known("stack.tif", "new")));
            for (int z = 1; z <= 2; z++) SmallIndex.add(writer, slice(z, "new"), z == 2, 10 * z);
        }
        StoredIndex index = StoredIndex.open(temporary);
        assertEquals(2, index.size());
        assertArrayEquals(new float[] {10}, index.vector(0));
        assertEquals(3, index.row(0));
        assertEquals(0, index.at(3));
        List<Float> all = new ArrayList<>();
        index.vectors((i, values, at) -> all.add(values[at]));
        assertEquals(List.of(10f, 20f), all);
        assertEquals("0,0,stack.tif,,1,1,,,old,0", Files.readAllLines(temporary.resolve("index.csv")).get(1));
        Problem p = assertThrows(Problem.class, () -> index.at(1));
        assertTrue(p.getMessage().contains("row=1") && p.getMessage().contains("up to 4"), p.getMessage());
    }

    @Test
    void anImageThatWasStoppedInTheMiddleIsNotComplete() {
        try (IndexWriter writer = IndexWriter.open(temporary, SmallIndex.KEY)) {
            SmallIndex.add(writer, slice(1, "s"), false, 1);
        }
        try (IndexWriter writer = IndexWriter.open(temporary, SmallIndex.KEY)) {
            assertFalse(writer.has(new Album.Known("stack.tif", "s")));
            assertTrue(writer.has(slice(1, "s")));
            assertFalse(writer.has(slice(2, "s")));
        }
    }

    private static Origin slice(int z, String stamp) {
        return new Origin("stack.tif", "", z, 1, "", "", stamp);
    }

    @Test
    void columnsThatAUserAddsStay() throws IOException {
        SmallIndex.of(temporary, VECTORS, List.of("a", "b", "c", "d"));
        Path file = temporary.resolve("index.csv");
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        List<String> more = List.of("dose", "1", "2", "3", "4");
        for (int i = 0; i < lines.size(); i++) lines.set(i, lines.get(i) + "," + more.get(i));
        Files.writeString(file, "\uFEFF" + String.join("\r\n", lines) + "\r\n");
        try (IndexWriter writer = IndexWriter.open(temporary, SmallIndex.KEY)) {
            SmallIndex.add(writer, SmallIndex.image(4, "e", "1"), true, 0, 0, 0);
        }
        StoredIndex index = StoredIndex.open(temporary);
        assertEquals(List.of("dose"), index.columns());
        assertEquals(List.of("3"), index.values(2));
        assertEquals(List.of(""), index.values(4));
    }

    @Test
    void twoRunsDoNotWriteIntoOneFolder() throws IOException {
        try (IndexWriter first = IndexWriter.open(temporary, SmallIndex.KEY)) {
            Problem p = assertThrows(Problem.class, () -> IndexWriter.open(temporary, SmallIndex.KEY));
            assertEquals("E11", p.code());
            assertTrue(p.getMessage().contains("process " + ProcessHandle.current().pid()), p.getMessage());
        }
        IndexWriter.open(temporary, SmallIndex.KEY).close(); // what is left of the lock is no obstacle
    }

    @Test
    void anotherModelLayerPoolingOrNormalisationIsRefusedAndNamed() {
        SmallIndex.of(temporary, VECTORS, LABELS);
        IndexKey k = SmallIndex.KEY;
        refused("the model", new IndexKey("fedcba", k.layer(), k.pooling(), k.preparation()));
        refused("layer was layer and is now conv9", new IndexKey(k.model(), "conv9", k.pooling(), k.preparation()));
        refused("pooling was mean and is now max", new IndexKey(k.model(), k.layer(), "max", k.preparation()));
        refused("normalise was not set and is now 0-1", new IndexKey(k.model(), k.layer(), k.pooling(), new TreeMap<>(Map.of("normalise", "0-1"))));
    }

    private void refused(String what, IndexKey other) {
        Problem p = assertThrows(Problem.class, () -> IndexWriter.open(temporary, other));
        assertEquals("A09", p.code());
        assertTrue(p.getMessage().contains(what), p.getMessage());
    }

    @Test
    void whereThereIsNoIndexItSaysHowToMakeOne() {
        Problem p = assertThrows(Problem.class, () -> StoredIndex.open(temporary));
        assertEquals("A07", p.code());
        assertTrue(p.getMessage().contains("Image Index"), p.getMessage());
    }

    @Test
    void linesOutOfOrderAreRefused() throws IOException {
        SmallIndex.of(temporary, VECTORS, List.of("a", "b", "c", "d"));
        Path file = temporary.resolve("index.csv");
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        Collections.swap(lines, 2, 3);
        Files.write(file, lines);
        Problem p = assertThrows(Problem.class, () -> StoredIndex.open(temporary));
        assertEquals("E12", p.code());
        assertTrue(p.getMessage().contains("line 3 is row 2, expected row 1"), p.getMessage());
    }

    private Path copied(Path whole) throws IOException {
        Path folder = Files.createDirectories(temporary.resolve("copy"));
        for (String name : List.of("index.npy", "pixels.npy", "index.csv", "index.json"))
            Files.copy(whole.resolve(name), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        return folder;
    }

    private static void cut(Path file, int length) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }
    }

    private static Map<String, String> bytes(Path folder) throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path f : files.filter(p -> !p.toString().endsWith(".lock")).toList())
                all.put(f.getFileName().toString(), java.util.HexFormat.of().formatHex(Files.readAllBytes(f)));
        }
        return all;
    }
}
