// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.Explain;
import io.github.explainj.Framing;
import io.github.explainj.ImageSet;
import io.github.explainj.Result;
import io.github.explainj.explain.Finding;
import io.github.explainj.input.Fit;
import io.github.explainj.input.ImageRegions;
import io.github.explainj.probe.Cancellation;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search that was stopped and goes on finds the same as one that was not. */
class PatchResumeTest {

    private final PatchNets net = PatchNets.twice(-1, -1);
    private final List<Tensor> images = PatchNets.images(600, 21, 18);
    private final List<Integer> read = Collections.synchronizedList(new ArrayList<>());

    @TempDir
    private Path folder;
    private Explain explain;
    private Path state;

    @BeforeEach
    void open() {
        explain = net.open(folder);
        state = folder.resolve("sub").resolve("state.json");
    }

    @AfterEach
    void close() {
        explain.close();
    }

    private ActivatingPatches view(int count, String resume) {
        return new ActivatingPatches(net.layer(), "", 2, count, 2, Projection.NONE, resume);
    }

    /** Stops when an image is read; -1 for never. */
    private Result look(ActivatingPatches view, int stopAt) {
        Cancellation cancellation = new Cancellation();
        read.clear();
        return PatchNets.look(explain, view, PatchNets.album(images, new Framing(), i -> {
            read.add(i);
            if (i == stopAt) cancellation.cancel();
        }), cancellation);
    }

    private static Finding.Patches patches(Result result) {
        return (Finding.Patches) result.findings().get(0);
    }

    @Test
    void goingOnGivesTheSame() {
        Finding.Patches whole = patches(look(view(5, ""), -1));
        int before = 0;
        for (int stop : new int[] {250, 480}) {
            int done = (int) patches(look(view(5, state.toString()), stop)).facts().get("images_done");
            assertTrue(before < done && done < images.size(), before + " " + done);
            before = done;
        }
        Finding.Patches resumed = patches(look(view(5, state.toString()), -1));
        // read again are winners, one of them twice, and the last image, of which more slices might have followed
        assertTrue(read.size() <= images.size() - before + 2 * 5 + 2, read.size() + " read");
        assertEquals(whole, resumed);
        assertEquals(whole, patches(look(view(5, state.toString()), -1)), "when nothing is left to do");
    }

    @Test
    void whatWasDoneIsKeptWhenItIsStopped() {
        Result stopped = look(view(5, ""), 300);
        assertEquals(false, stopped.findings().get(0).facts().get("complete"));
        int done = (int) stopped.findings().get(0).facts().get("images_done");
        assertTrue(done >= 1 && done < images.size(), done + " images");
        Finding.Patches alone = PatchNets.patches(explain, view(5, ""), images.subList(0, done));
        assertEquals(alone.patches(), patches(stopped).patches());
    }

    /** One stack, whose slices are read when they are asked for. */
    private Result lookAtStack(ActivatingPatches view, int stopAt) {
        Cancellation cancellation = new Cancellation();
        List<ImageSet.Slice> slices = new AbstractList<>() {
            @Override
            public ImageSet.Slice get(int i) {
                if (i == stopAt) cancellation.cancel();
                return new ImageSet.Slice(Looks.image("stack", images.get(i)), i % 100 + 1, i / 100 + 1);
            }

            @Override
            public int size() {
                return images.size();
            }
        };
        ImageSet stack = new ImageSet(List.of(new ImageSet.Entry("stack", "", "", "", volumes -> slices, images.size())), new Framing());
        return PatchNets.look(explain, view, stack, cancellation);
    }

    @Test
    void aStackIsGoneOnWithSliceBySlice() {
        Finding.Patches whole = patches(lookAtStack(view(5, ""), -1));
        assertEquals(10, whole.patches().stream().map(p -> p.origin().name() + p.at() + p.group()).distinct().count());
        Finding.Patches stopped = patches(lookAtStack(view(5, state.toString()), 300));
        long before = (long) stopped.facts().get("positions");
        assertTrue(before > 0 && before < (long) whole.facts().get("positions"), before + " positions");
        lookAtStack(view(5, state.toString()), 450);
        assertEquals(whole, patches(lookAtStack(view(5, state.toString()), -1)));
    }

    @Test
    void aFolderWillDo() throws IOException {
        Path dir = Files.createDirectories(folder.resolve("states"));
        look(view(5, dir.toString()), 300);
        try (Stream<Path> files = Files.list(dir)) {
            assertEquals(1, files.filter(f -> f.toString().endsWith(".json")).count());
        }
    }

    @Test
    void anotherSearchIsRefused() {
        look(view(5, state.toString()), 300);
        Problem other = assertThrows(Problem.class, () -> look(view(6, state.toString()), -1));
        assertEquals("A09", other.code());
        assertTrue(other.getMessage().contains("count=5") && other.getMessage().contains("6"), other.getMessage());
    }

    @Test
    void imagesThatChangedAreRefused() {
        look(view(5, state.toString()), 300);
        ImageSet changed = new ImageSet(PatchNets.album(images, new Framing(), i -> { }).entries().stream()
                .map(e -> new ImageSet.Entry(e.name(), e.file(), e.stamp() + (e.name().equals("image20") ? "x" : ""), e.label(), e.reader())).toList(),
                new Framing());
        Problem p = assertThrows(Problem.class, () -> PatchNets.look(explain, view(5, state.toString()), changed, new Cancellation()));
        assertEquals("A09", p.code());
        assertTrue(p.getMessage().contains("image20"), p.getMessage());
    }

    @Test
    void imagesThatAreShownInAnotherWayAreRefused() {
        look(view(5, state.toString()), 300);
        Framing normalised = new Framing(Fit.AUTO, List.of(), "zero_mean_unit_variance", ImageRegions.NONE);
        Problem p = assertThrows(Problem.class, () -> PatchNets.look(explain, view(5, state.toString()),
                PatchNets.album(images, normalised, i -> { }), new Cancellation()));
        assertEquals("A09", p.code());
    }

    @Test
    void aDamagedFileIsRefused() throws IOException {
        Files.createDirectories(state.getParent());
        for (String text : List.of("", "{", "{}", "[1]", "<html>")) {
            Files.writeString(state, text);
            String code = assertThrows(Problem.class, () -> look(view(5, state.toString()), -1)).code();
            assertTrue(List.of("A09", "E12").contains(code), text + " " + code);
        }
        look(view(5, state.toString() + 2), 300);
        Files.writeString(state, Files.readString(Path.of(state.toString() + 2)).replace("\"cells\"", "\"gone\""));
        assertEquals("E12", assertThrows(Problem.class, () -> look(view(5, state.toString()), -1)).code());
    }
}
