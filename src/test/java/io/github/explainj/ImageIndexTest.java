// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.explain.Finding;
import io.github.explainj.feature.ImageIndex;
import io.github.explainj.feature.Pooling;
import io.github.explainj.feature.StoredIndex;
import io.github.explainj.input.ImageData;
import io.github.explainj.probe.Cancellation;
import io.github.explainj.probe.Progress;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An index of images that come through the front door. */
class ImageIndexTest {

    private static final Path MODELS = Path.of("test-models");

    @TempDir
    Path folder;

    private Explain explain;
    private final AtomicInteger reads = new AtomicInteger();

    @BeforeEach
    void open() {
        explain = Explain.open(MODELS.resolve("unet.onnx"), new Options());
    }

    @AfterEach
    void close() {
        explain.close();
    }

    private static Tensor image(int seed, int h, int w) {
        Random random = new Random(seed);
        Tensor t = Tensor.zeros(1, 1, h, w);
        for (int i = 0; i < t.size(); i++) t.data()[i] = random.nextInt(256);
        return t;
    }

    private ImageSet.Entry entry(String name, String stamp, String label, Tensor... slices) {
        return new ImageSet.Entry(name, stamp.isEmpty() ? "" : "/images/" + name, stamp, label, volumes -> {
            reads.incrementAndGet();
            List<ImageSet.Slice> all = new ArrayList<>();
            for (Tensor s : slices)
                all.add(new ImageSet.Slice(new ImageData(name, s, List.of(Double.NaN, Double.NaN), false, 8, List.of()), all.size() + 1, 1));
            return all;
        });
    }

    private ImageSet.Entry unreadable(String name) {
        return new ImageSet.Entry(name, "/images/" + name, "1", "", volumes -> {
            throw new Problem("I02", name + " is not an image. Leave it out.");
        });
    }

    private static ImageSet set(ImageSet.Entry... entries) {
        return new ImageSet(List.of(entries), new Framing());
    }

    private Finding run(ImageIndex view, ImageSet images) {
        return explain.look(Optional.empty(), new LookRequest(view, images)).get(0).findings().get(0);
    }

    private ImageIndex view(Pooling pooling) {
        return new ImageIndex("", pooling, folder.toString());
    }

    @Test
    void eachImageGivesTheMeanOfTheLayersChannels() {
        Tensor pixels = image(1, 64, 64);
        Finding found = run(view(Pooling.AUTO), set(entry("a.tif", "1", "x", pixels), entry("b.tif", "1", "y", image(2, 96, 64))));
        assertEquals(2, found.facts().get("new"));
        StoredIndex index = StoredIndex.open(folder);
        Prepared prepared = explain.prepare(new ImageData("a", pixels, List.of(Double.NaN, Double.NaN), false, 8, List.of()), new Framing());
        String layer = (String) found.facts().get("layer");
        Tensor values = explain.model().probe(List.of()).activations(prepared.pieces().get(0).sample(), List.of(layer)).get(layer);
        int cells = values.size(2) * values.size(3);
        float[] expected = new float[values.channels()];
        for (int i = 0; i < values.size(); i++) expected[i / cells] += values.data()[i] / cells;
        assertArrayEquals(expected, index.vector(0), 1e-5f);
        assertEquals("y", index.origin(1).label());
        assertEquals(pixels.data()[0] + pixels.data()[1] + pixels.data()[64] + pixels.data()[65], 4 * index.thumbnail(0).data()[0], 1e-3);
    }

    @Test
    void onlyNewAndChangedImagesAreRead() {
        run(view(Pooling.MEAN), set(entry("a.tif", "1", "", image(1, 64, 64)), entry("b.tif", "1", "", image(2, 64, 64))));
        float[] before = StoredIndex.open(folder).vector(1);
        reads.set(0);
        Finding found = run(view(Pooling.MEAN), set(entry("a.tif", "1", "", image(1, 64, 64)), entry("b.tif", "2", "", image(3, 64, 64)),
                entry("c.tif", "1", "", image(4, 64, 64))));
        assertEquals(2, reads.get());
        assertEquals(2, found.facts().get("new"));
        StoredIndex index = StoredIndex.open(folder);
        assertEquals(List.of("a.tif", "b.tif", "c.tif"), index.origins().stream().map(o -> o.image()).toList());
        assertEquals("2", index.origin(1).stamp());
        assertFalse(Arrays.equals(before, index.vector(1)));
        assertEquals(0, run(view(Pooling.MEAN), set(entry("c.tif", "1", "", image(4, 64, 64)))).facts().get("new"));
        assertEquals(3, StoredIndex.open(folder).size());
    }

    @Test
    void anOpenStackIsKnownAgainByItsPixels() {
        Tensor[] slices = {image(1, 64, 64), image(2, 64, 64), image(3, 64, 64)};
        assertEquals(3, run(view(Pooling.MEAN), set(entry("stack", "", "", slices))).facts().get("new"));
        assertEquals(0, run(view(Pooling.MEAN), set(entry("stack", "", "", slices))).facts().get("new"));
        slices[1] = image(9, 64, 64);
        assertEquals(1, run(view(Pooling.MEAN), set(entry("stack", "", "", slices))).facts().get("new"));
        StoredIndex index = StoredIndex.open(folder);
        assertEquals(List.of(1, 3, 2), index.origins().stream().map(o -> o.slice()).toList());
    }

    @Test
    void labelsThatAreGivenLaterAreTakenOver() {
        run(view(Pooling.MEAN), set(entry("a.tif", "1", "", image(1, 64, 64)), entry("b.tif", "1", "", image(2, 64, 64))));
        reads.set(0);
        run(view(Pooling.MEAN), set(entry("a.tif", "1", "x", image(1, 64, 64)), entry("b.tif", "1", "y", image(2, 64, 64))));
        assertEquals(0, reads.get());
        assertEquals(List.of("x", "y"), StoredIndex.open(folder).origins().stream().map(o -> o.label()).toList());
        run(view(Pooling.MEAN), set(entry("a.tif", "1", "", image(1, 64, 64))));
        assertEquals("x", StoredIndex.open(folder).origin(0).label());
    }

    @Test
    void whatWasStoppedIsGoneOnWithAndEndsWithTheSameBytes() throws IOException {
        List<ImageSet.Entry> entries = new ArrayList<>();
        for (int i = 0; i < 12; i++) entries.add(entry("im" + i, "1", "", image(i, 64, 64), image(100 + i, 64, 64)));
        Path whole = folder.resolve("whole");
        ImageIndex atOnce = new ImageIndex("", Pooling.MEAN, whole.toString());
        run(atOnce, new ImageSet(entries, new Framing()));
        Path parts = folder.resolve("parts");
        ImageIndex view = new ImageIndex("", Pooling.MEAN, parts.toString());
        for (int stop = 3; stop < 12; stop += 3) {
            Cancellation cancellation = new Cancellation();
            List<ImageSet.Entry> some = new ArrayList<>(entries);
            ImageSet.Entry at = entries.get(stop);
            some.set(stop, new ImageSet.Entry(at.name(), at.file(), at.stamp(), at.label(), v -> {
                cancellation.cancel();
                return at.reader().read(v);
            }));
            Result stopped = explain.look(Optional.empty(), new LookRequest(view, List.of(), io.github.explainj.input.ImageRegions.NONE,
                    new ImageSet(some, new Framing()), Progress.NONE, cancellation)).get(0);
            assertEquals(false, stopped.complete());
            assertTrue(StoredIndex.open(parts).size() < 24);
        }
        run(view, new ImageSet(entries, new Framing()));
        for (String name : List.of("index.npy", "pixels.npy", "index.csv", "index.json"))
            assertArrayEquals(Files.readAllBytes(whole.resolve(name)), Files.readAllBytes(parts.resolve(name)), name);
    }

    @Test
    void whatCannotBeReadIsCountedAndLeftOut() {
        Finding found = run(view(Pooling.MEAN), set(unreadable("x.txt"), entry("a.tif", "1", "", image(1, 64, 64))));
        assertEquals(1, found.facts().get("failed"));
        assertEquals(1, StoredIndex.open(folder).size());
        Problem p = assertThrows(Problem.class, () -> run(new ImageIndex("", Pooling.MEAN, folder.resolve("other").toString()), set(unreadable("x.txt"))));
        assertTrue(p.getMessage().contains("x.txt is not an image"), p.getMessage());
    }

    @Test
    void aFileThatFailsInTheMiddleIsReadAgain() {
        Tensor good = image(1, 64, 64);
        ImageSet.Entry torn = new ImageSet.Entry("torn.tif", "/images/torn.tif", "1", "", volumes -> new java.util.AbstractList<>() {
            @Override
            public ImageSet.Slice get(int z) {
                if (z == 1) throw new Problem("I01", "torn.tif ends in slice 2. Copy it again.");
                return new ImageSet.Slice(new ImageData("torn", good, List.of(Double.NaN, Double.NaN), false, 8, List.of()), z + 1, 1);
            }

            @Override
            public int size() {
                return 3;
            }
        });
        Finding found = run(view(Pooling.MEAN), set(torn, entry("a.tif", "1", "", good)));
        assertEquals(1, found.facts().get("failed"));
        reads.set(0);
        run(view(Pooling.MEAN), set(entry("torn.tif", "1", "", good, image(2, 64, 64), image(3, 64, 64)), entry("a.tif", "1", "", good)));
        assertEquals(1, reads.get());
        assertEquals(4, StoredIndex.open(folder).size());
    }

    @Test
    void nothingToIndexIsSaid() {
        Problem p = assertThrows(Problem.class, () -> run(view(Pooling.MEAN), ImageSet.NONE));
        assertEquals("A07", p.code());
        assertTrue(p.getMessage().contains("images="), p.getMessage());
        p = assertThrows(Problem.class, () -> run(new ImageIndex("", Pooling.MEAN, " "), ImageSet.NONE));
        assertTrue(p.getMessage().contains("index= is empty"), p.getMessage());
    }

    @Test
    void imagesOfDifferentSizeCannotBeFlattened() {
        Problem p = assertThrows(Problem.class, () -> run(view(Pooling.FLATTEN),
                set(entry("a.tif", "1", "", image(1, 64, 64)), entry("b.tif", "1", "", image(2, 96, 64)))));
        assertEquals("A07", p.code());
        assertTrue(p.getMessage().contains("pooling=flatten") && p.getMessage().contains("b.tif"), p.getMessage());
        assertEquals(1, StoredIndex.open(folder).size());
    }

    @Test
    void anotherModelOrAnotherFramingIsRefused() {
        ImageSet images = set(entry("a.tif", "1", "", image(1, 64, 64)));
        run(view(Pooling.MEAN), images);
        Problem p = assertThrows(Problem.class, () -> run(view(Pooling.MAX), images));
        assertTrue(p.getMessage().contains("pooling was mean and is now max"), p.getMessage());
        ImageSet framed = new ImageSet(images.entries(), new Framing(io.github.explainj.input.Fit.AUTO, List.of(), "0-1",
                io.github.explainj.input.ImageRegions.NONE));
        assertTrue(assertThrows(Problem.class, () -> run(view(Pooling.AUTO), framed)).getMessage().contains("normalise was not set and is now 0-1"));
        try (Explain other = Explain.open(MODELS.resolve("puncta.onnx"), new Options())) {
            p = assertThrows(Problem.class, () -> other.look(Optional.empty(), new LookRequest(view(Pooling.AUTO), images)));
            assertEquals("A09", p.code());
            assertTrue(p.getMessage().contains("the model (SHA-256) was " + explain.sha256().substring(0, 12)), p.getMessage());
        }
    }

    @Test
    void theSameRunWritesTheSameBytes() throws IOException {
        ImageSet images = set(entry("a.tif", "1", "x", image(1, 64, 64)), entry("b.tif", "1", "y", image(2, 64, 64)));
        for (String name : List.of("first", "second")) run(new ImageIndex("", Pooling.MAX, folder.resolve(name).toString()), images);
        for (String name : List.of("index.npy", "pixels.npy", "index.csv", "index.json"))
            assertArrayEquals(Files.readAllBytes(folder.resolve("first").resolve(name)), Files.readAllBytes(folder.resolve("second").resolve(name)), name);
    }
}
