// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import io.github.explainj.explain.Finding;
import io.github.explainj.feature.Item;
import io.github.explainj.feature.Subject;
import io.github.explainj.feature.View;
import io.github.explainj.input.ImageRegions;
import io.github.explainj.plugin.ImageSets;
import io.github.explainj.plugin.Loader;
import io.github.explainj.plugin.SampleFiles;
import io.github.explainj.probe.Cancellation;
import io.github.explainj.probe.Device;
import io.github.explainj.probe.Inputs;
import io.github.explainj.probe.Progress;
import io.github.explainj.probe.Sample;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A folder of images on its way through the front door to a view. */
@Timeout(120)
class AlbumRunTest {

    @TempDir
    Path folder;

    private final List<String> progress = new ArrayList<>();

    /** Adds a row per image: name, label and the sum of the output. */
    record Rows() implements View {

        @Override
        public List<Finding> look(Subject subject) {
            List<Item> items = new ArrayList<>();
            Iterator<Item> all = subject.album().items();
            Iterator<Sample> samples = new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return all.hasNext();
                }

                @Override
                public Sample next() {
                    items.add(all.next());
                    return items.get(items.size() - 1).sample();
                }
            };
            String output = subject.network().graph().outputs().get(0).name();
            List<List<Object>> rows = new ArrayList<>();
            subject.probe().activations(new Inputs(samples, subject.album().size()), List.of(output), (i, v) -> {
                rows.add(List.of(items.get(i).origin().name(), items.get(i).origin().label(), v.get(output)));
                return true;
            });
            return List.of(new Finding.Scores(0, "rows", List.of("image", "label", "output"), rows, Map.of()));
        }

        @Override
        public Scope scope() {
            return Scope.ALBUM;
        }

        @Override
        public String command() {
            return "rows";
        }
    }

    private void image(String name, int side) throws IOException {
        Path file = folder.resolve("images").resolve(name);
        Files.createDirectories(file.getParent());
        byte[] pixels = new byte[side * side];
        new Random(name.hashCode()).nextBytes(pixels);
        new FileSaver(new ImagePlus("i", new ByteProcessor(side, side, pixels))).saveAsTiff(file.toString());
    }

    private Explain open() {
        return Explain.open(SampleFiles.model(folder), new Options(Device.CPU, Map.of(), new Loader()));
    }

    private Result run(Explain explain, Cancellation cancellation) {
        ImageSet images = ImageSets.of(folder.resolve("images").toString(), "", new Framing());
        Progress heard = (done, total, left) -> {
            progress.add(done + " of " + total);
            if (done >= 30) cancellation.cancel();
        };
        Result r = explain.look(Optional.empty(), new LookRequest(new Rows(), List.of(), ImageRegions.NONE, images, heard, cancellation)).get(0);
        assertFalse(isBusy(), "a thread is left behind");
        return r;
    }

    /** Threads that were told to end need a moment on a busy machine. */
    private static boolean isBusy() {
        for (long until = System.nanoTime() + 5_000_000_000L; System.nanoTime() < until; Thread.onSpinWait())
            if (Thread.getAllStackTraces().keySet().stream().noneMatch(t -> t.getName().matches("ExplainJ (reads|runs)"))) return false;
        return true;
    }

    private static List<List<Object>> rows(Result r) {
        return ((Finding.Scores) r.findings().get(0)).rows();
    }

    @Test
    void everyImageGivesWhatItGivesAloneAndWhatCannotBeReadIsSaid() throws IOException {
        for (int i = 0; i < 20; i++) image((i % 2 == 0 ? "even/i" : "odd/i") + i + ".tif", 96);
        Files.writeString(folder.resolve("images/even/i9.tif"), "");
        image("odd/small.tif", 40);
        try (Explain explain = open()) {
            Result r = run(explain, new Cancellation());
            assertEquals(20, rows(r).size());
            assertEquals(List.of("even/i0.tif", "even"), rows(r).get(0).subList(0, 2));
            assertEquals(List.of("odd/i9.tif", "odd"), rows(r).get(19).subList(0, 2));
            for (List<Object> row : rows(r)) {
                Prepared alone = explain.prepare(new Loader().image(folder.resolve("images").resolve((String) row.get(0)), false), new Framing());
                String output = explain.graph().outputs().get(0).name();
                Tensor expected = explain.model().run(alone.pieces().get(0).sample(), List.of(output)).get(output);
                assertEquals(0, Deviation.of((Tensor) row.get(2), expected), 2e-6, row.get(0).toString());
            }
            Map<?, ?> failed = (Map<?, ?>) r.provenance().get("failed_images");
            assertEquals(List.of("even/i9.tif", "odd/small.tif"), List.copyOf(failed.keySet()));
            assertTrue(failed.get("even/i9.tif").toString().contains("[I02]"), failed.toString());
            assertEquals(20L, r.provenance().get("runs"));
            assertEquals(22, r.provenance().get("images"));
            assertEquals("20 of 22", progress.get(progress.size() - 1));
        }
    }

    @Test
    void cancelKeepsWhatIsDone() throws IOException {
        for (int i = 0; i < 400; i++) image("i" + i + ".tif", 96);
        try (Explain explain = open()) {
            Cancellation slow = new Cancellation();
            Result r = run(explain, slow);
            assertFalse(r.complete());
            assertTrue(rows(r).size() < 400, rows(r).size() + " rows");
        }
    }

    @Test
    void aSizeThatNoImageHasIsSaidOnce() throws IOException {
        for (int i = 0; i < 60; i++) image("i" + i + ".tif", 40);
        try (Explain explain = open()) {
            Problem p = assertThrows(Problem.class, () -> run(explain, new Cancellation()));
            assertEquals("I06", p.code());
            assertTrue(p.sentence().startsWith("None of the first 20 images could be looked at. The first, i0.tif: "), p.sentence());
            assertEquals(p.sentence().indexOf("Choose fit"), p.sentence().lastIndexOf("Choose fit"), p.sentence());
        }
    }
}
