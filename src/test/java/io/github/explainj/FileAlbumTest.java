// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.explain.Origin;
import io.github.explainj.feature.Item;
import io.github.explainj.input.ImageData;
import io.github.explainj.plugin.Loader;
import io.github.explainj.plugin.SampleFiles;
import io.github.explainj.probe.Cancellation;
import io.github.explainj.probe.Device;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class FileAlbumTest {

    @TempDir
    Path folder;

    private final AtomicInteger read = new AtomicInteger();
    private final Cancellation cancellation = new Cancellation();
    private Explain explain;
    private FileAlbum album;

    @BeforeEach
    void open() {
        explain = Explain.open(SampleFiles.model(folder), new Options(Device.CPU, Map.of(), new Loader()));
    }

    @AfterEach
    void close() {
        if (album != null) album.close();
        explain.close();
        assertFalse(Thread.getAllStackTraces().keySet().stream().anyMatch(t -> t.getName().equals("ExplainJ reads")));
    }

    private static ImageData image(int value, int side) {
        Tensor pixels = Tensor.full(value, 1, 1, side, side);
        pixels.data()[0] = 0;
        return new ImageData("i" + value, pixels, List.of(Double.NaN, Double.NaN), false, 8, List.of());
    }

    /** An image of its number; one with two slices when the number ends in 5; none when it is negative. */
    private ImageSet.Entry entry(int number) {
        return new ImageSet.Entry("e" + number, "", "s" + number, "", volumes -> {
            read.incrementAndGet();
            if (number < 0) throw new Problem("I01", "e" + number + " is cut off.");
            ImageSet.Slice slice = new ImageSet.Slice(image(number + 1, 96), 1, 1);
            return number % 10 == 5 ? List.of(slice, new ImageSet.Slice(image(number + 2, 96), 2, 1)) : List.of(slice);
        });
    }

    private FileAlbum album(int... numbers) {
        album = new FileAlbum(explain, new Options(Device.CPU, Map.of(), new Loader()),
                new ImageSet(IntStream.of(numbers).mapToObj(this::entry).toList(), new Framing()), cancellation);
        return album;
    }

    private static List<String> names(Iterator<Item> items) {
        List<String> names = new ArrayList<>();
        items.forEachRemaining(i -> names.add(i.origin().name()));
        return names;
    }

    @Test
    void imagesAndSlicesComeInOrderAndWhatCannotBeReadIsKept() {
        FileAlbum a = album(1, -2, 5, 3, -4);
        assertEquals(5, a.size());
        assertEquals(List.of("e1", "e5", "e5 z2", "e3"), names(a.items()));
        assertEquals(List.of("e-2", "e-4"), List.copyOf(a.failures().keySet()));
        assertEquals("I01", a.failures().get("e-4").code());
        assertEquals(List.of("e1", "e5", "e5 z2", "e3"), names(a.items()));
    }

    @Test
    void whatIsKnownIsNotRead() {
        FileAlbum a = album(1, 2, 3);
        assertEquals(List.of("e1", "e3"), names(a.items(k -> k.image().equals("e2") && k.stamp().equals("s2"))));
        assertEquals(2, read.get());
    }

    @Test
    void whenNothingCanBeReadTheFirstProblemIsThrown() {
        Iterator<Item> none = album(-1, -2, -3).items();
        Problem p = assertThrows(Problem.class, none::hasNext);
        assertEquals("I01", p.code());
        assertTrue(p.sentence().contains("None of the 3") && p.sentence().contains("e-1 is cut off"), p.sentence());
        assertThrows(Problem.class, none::hasNext);
        assertEquals(List.of(), names(album(-1, -2).items(k -> k.image().equals("e-2"))));
    }

    @Test
    void aProblemOfEveryImageEndsItEarly() {
        Problem p = assertThrows(Problem.class, album(IntStream.rangeClosed(-500, -1).toArray()).items()::hasNext);
        assertTrue(p.sentence().contains("first 20"), p.sentence());
        assertTrue(read.get() <= 60, read + " read");
        // one that can be read is hope enough
        int[] numbers = IntStream.rangeClosed(-60, 0).map(i -> i == -50 ? 7 : i).toArray();
        assertEquals(List.of("e7", "e0"), names(album(numbers).items()));
    }

    @Test
    void cancelEndsReading() {
        Iterator<Item> items = album(IntStream.range(0, 4000).toArray()).items();
        items.next();
        cancellation.cancel();
        assertFalse(items.hasNext());
        int now = read.get();
        assertTrue(now <= 60, now + " read");
        assertEquals(List.of(), names(album(1, 2).items()));
    }

    @Test
    void oneIsOpenedAgainAndOnlyItsSliceIsPrepared() {
        FileAlbum a = album(1, 5);
        List<Item> all = new ArrayList<>();
        a.items().forEachRemaining(all::add);
        Item again = a.open(all.get(2).origin());
        assertEquals(all.get(2).origin(), again.origin());
        assertEquals(all.get(2).sample().x(), again.sample().x());
        Problem p = assertThrows(Problem.class, () -> a.open(new Origin("e5", "", 7, 1, "", "", "")));
        assertEquals("I12", p.code());
        assertEquals("I12", assertThrows(Problem.class, () -> a.open(new Origin("other", "", 1, 1, "", "", ""))).code());
    }

    @Test
    void aFileThatHasChangedIsRefused() throws IOException {
        Path file = SampleFiles.image(folder);
        Origin origin = new Origin("a.tif", file.toString(), 1, 1, "", "", ImageSet.stamp(file));
        FileAlbum a = album();
        assertEquals(origin, a.open(origin).origin());
        Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.fromMillis(1_000_000_000_000L));
        Problem p = assertThrows(Problem.class, () -> a.open(origin));
        assertEquals("I12", p.code());
        assertTrue(p.sentence().contains("has changed"), p.sentence());
        Files.delete(file);
        assertEquals("I12", assertThrows(Problem.class, () -> a.open(origin)).code());
    }
}
