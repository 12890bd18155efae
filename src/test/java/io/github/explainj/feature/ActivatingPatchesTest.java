// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.Explain;
import io.github.explainj.Framing;
import io.github.explainj.Piece;
import io.github.explainj.Prepared;
import io.github.explainj.explain.Finding;
import io.github.explainj.input.Fit;
import io.github.explainj.input.ImageRegions;
import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Value;
import io.github.explainj.probe.Cancellation;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Patches against a search that looks at every cell of every image with loops of its own. */
class ActivatingPatchesTest {

    @TempDir
    private Path folder;

    /** What is found, without the pixels. */
    private record Place(int channel, String image, double y, double x, double value) {}

    private static ActivatingPatches view(String layer, String channel, int count, int perImage, Projection projection) {
        return new ActivatingPatches(layer, channel, 4, count, perImage, projection, "");
    }

    private static List<Place> places(Finding.Patches found) {
        return found.patches().stream().map(p -> new Place(Integer.parseInt(p.group().replace("channel ", "")), p.origin().image(),
                p.at().get(0), p.at().get(1), p.value())).toList();
    }

    /** Sorts all cells of all images; takes the best, and no more than some of one image. */
    private static List<Place> bruteForce(Explain explain, PatchNets net, List<Tensor> images, int count, int perImage) {
        List<Place> best = new ArrayList<>();
        for (int k = 0; k < PatchNets.CHANNELS; k++) {
            List<Place> all = new ArrayList<>();
            for (int i = 0; i < images.size(); i++) {
                Prepared image = explain.prepare(Looks.image("i", images.get(i)), new Framing());
                Tensor v = PatchNets.activations(explain, image, net.layer()).get(0);
                boolean last = net.axes().endsWith("c");
                int height = v.size(last ? 1 : 2);
                int width = v.size(last ? 2 : 3);
                for (int y = 0; y < height; y++)
                    for (int x = 0; x < width; x++)
                        all.add(new Place(k, "image" + i, 4 * y, 4 * x,
                                v.data()[last ? (y * width + x) * PatchNets.CHANNELS + k : (k * height + y) * width + x]));
            }
            // a stable sort: of equal ones the first image, row and column stay first
            all.sort(Comparator.comparingDouble(Place::value).reversed());
            List<Place> taken = new ArrayList<>();
            for (Place p : all)
                if (taken.size() < count && taken.stream().filter(t -> t.image().equals(p.image())).count() < perImage) taken.add(p);
            best.addAll(taken);
        }
        return best;
    }

    private void check(PatchNets net, List<Tensor> images, int count, int perImage) {
        try (Explain explain = net.open(folder)) {
            List<Place> expected = bruteForce(explain, net, images, count, perImage);
            Finding.Patches found = PatchNets.patches(explain, view(net.layer(), "0-2", count, perImage, Projection.NONE), images);
            assertEquals(expected, places(found));
            long distinct = expected.stream().map(Place::value).distinct().count();
            assertTrue(distinct < expected.size(), "no ties among " + expected);
        }
    }

    @Test
    void patchesAreThoseOfABruteForceSearch() {
        List<Tensor> images = PatchNets.images(7, 33, 27);
        for (int perImage = 1; perImage <= 3; perImage++) check(PatchNets.twice(-1, -1), images, 6, perImage);
    }

    @Test
    void equalImagesTieAndTheFirstOneWins() {
        Tensor one = PatchNets.images(1, 21, 18).get(0);
        check(PatchNets.twice(-1, -1), List.of(one, one, one), 2, 1);
        check(PatchNets.twice(-1, -1), List.of(one, one, one), 4, 2);
    }

    @Test
    void imagesMayDifferInSize() {
        List<Tensor> images = Stream.of(PatchNets.images(3, 33, 27), PatchNets.images(3, 21, 40), PatchNets.images(2, 9, 9))
                .flatMap(List::stream).toList();
        check(PatchNets.twice(-1, -1), images, 9, 2);
    }

    @Test
    void channelsMayComeLast() {
        check(PatchNets.channelsLast(), PatchNets.images(5, 17, 30), 5, 2);
    }

    @Test
    void aPatchIsTheFieldWorkedOutByHand() {
        PatchNets net = PatchNets.twice(-1, -1);
        List<Tensor> images = PatchNets.images(1, 33, 27);
        try (Explain explain = net.open(folder)) {
            // all 9 x 7 cells, so that the corners are among them
            Finding.Patches found = PatchNets.patches(explain, view(net.layer(), "1", 63, 63, Projection.NONE), images);
            assertEquals(63, found.patches().size());
            assertEquals(63, found.patches().stream().map(Finding.Patch::at).distinct().count());
            for (Finding.Patch p : found.patches()) {
                int y = p.at().get(0).intValue();
                int x = p.at().get(1).intValue();
                assertEquals(List.of(y - 3.0, x - 3.0), p.low());
                assertEquals(List.of(y + 3.0, x + 3.0), p.high());
                assertArrayEquals(around(images.get(0), y, x), p.pixels().data(), "at " + p.at());
                assertArrayEquals(new int[] {1, 1, 7, 7}, p.pixels().shape());
            }
        }
    }

    /** Cuts 7 x 7 pixels by hand. */
    private static float[] around(Tensor image, int y, int x) {
        float[] cut = new float[49];
        for (int i = 0; i < 49; i++) {
            int row = y - 3 + i / 7;
            int column = x - 3 + i % 7;
            boolean inside = row >= 0 && row < image.size(2) && column >= 0 && column < image.size(3);
            cut[i] = inside ? image.data()[row * image.size(3) + column] : Float.NaN;
        }
        return cut;
    }

    @Test
    void ofAResizedImagePlacesAreThoseOfTheImage() {
        PatchNets net = PatchNets.twice(32, 32);
        Tensor small = PatchNets.images(1, 32, 32).get(0);
        Tensor large = Tensor.zeros(1, 1, 64, 96);
        for (int i = 0; i < large.size(); i++) large.data()[i] = small.data()[i / 96 / 2 * 32 + i % 96 / 3];
        Framing resized = new Framing(Fit.RESIZE, List.of(), "", ImageRegions.NONE);
        try (Explain explain = net.open(folder)) {
            Finding.Patches found = (Finding.Patches) PatchNets.look(explain, view(net.layer(), "0", 64, 64, Projection.NONE),
                    PatchNets.album(List.of(large), resized, i -> { }), new Cancellation()).findings().get(0);
            assertEquals(64, found.patches().size());
            Finding.Patch second = found.patches().stream().filter(p -> p.at().equals(List.of(0.5, 13.0))).findFirst().orElseThrow();
            assertEquals(List.of(-6.0, 3.0), second.low());
            assertEquals(List.of(7.0, 23.0), second.high());
            assertTrue(Float.isNaN(second.pixels().data()[20]), "above the image there is nothing");
        }
    }

    @Test
    void ofAPaddedImageTheBorderIsNoImage() {
        PatchNets net = PatchNets.twice(32, 32);
        List<Tensor> images = PatchNets.images(1, 24, 20);
        Framing padded = new Framing(Fit.PAD, List.of(), "", ImageRegions.NONE);
        try (Explain explain = net.open(folder)) {
            Finding.Patches found = (Finding.Patches) PatchNets.look(explain, view(net.layer(), "2", 64, 64, Projection.NONE),
                    PatchNets.album(images, padded, i -> { }), new Cancellation()).findings().get(0);
            assertEquals(64, found.patches().size());
            for (Finding.Patch p : found.patches())
                assertArrayEquals(around(images.get(0), p.at().get(0).intValue(), p.at().get(1).intValue()), p.pixels().data(), "at " + p.at());
        }
    }

    @Test
    void aPlaceInTwoTilesCountsOnce() {
        PatchNets net = PatchNets.twice(32, 32);
        List<Tensor> images = PatchNets.images(1, 70, 51);
        Framing tiled = new Framing(Fit.TILE, List.of(), "", ImageRegions.NONE);
        try (Explain explain = net.open(folder)) {
            Prepared prepared = explain.prepare(Looks.image("i", images.get(0)), tiled);
            List<Tensor> values = PatchNets.activations(explain, prepared, net.layer());
            List<Place> all = new ArrayList<>();
            for (int tile = 0; tile < values.size(); tile++) {
                Piece piece = prepared.pieces().get(tile);
                for (int i = 0; i < 64; i++)
                    all.add(new Place(0, "image0", piece.geometry().onImage(0, 4.0 * (i / 8)), piece.geometry().onImage(1, 4.0 * (i % 8)),
                            values.get(tile).data()[i]));
            }
            all.sort(Comparator.comparingDouble(Place::value).reversed());
            assertTrue(prepared.pieces().size() > 3, prepared.pieces().size() + " tiles");
            for (int count : new int[] {12, 60, 500}) {
                List<Place> expected = distinct(all, count);
                Finding.Patches found = (Finding.Patches) PatchNets.look(explain, view(net.layer(), "0", count, count, Projection.NONE),
                        PatchNets.album(images, tiled, i -> { }), new Cancellation()).findings().get(0);
                assertEquals(expected, places(found));
                assertTrue(count < 500 || expected.size() < all.size(), "no place in two tiles");
            }
        }
    }

    /** Takes the best that are at least a cell apart. */
    private static List<Place> distinct(List<Place> bestFirst, int count) {
        List<Place> taken = new ArrayList<>();
        for (Place p : bestFirst)
            if (taken.size() < count && taken.stream().noneMatch(e -> Math.abs(e.y() - p.y()) < 4 && Math.abs(e.x() - p.x()) < 4)) taken.add(p);
        return taken;
    }

    /** The gradient of one cell of a convolution is its kernel, where it lies. */
    @Test
    void theProjectionIsCutWithThePatch() {
        Tensor kernel = PatchNets.whole(3, 2, 1, 3, 3);
        GraphBuilder b = new GraphBuilder();
        Value features = b.op("Conv", b.input("x", ElementType.FLOAT, -1, 1, 12, 14), b.initialiser("w", kernel));
        b.output("y", b.op("GlobalAveragePool", features.relu()).flatten());
        PatchNets net = new PatchNets(b.build(), features.name(), "bcyx");
        try (Explain explain = net.open(folder)) {
            Finding.Patches found = PatchNets.patches(explain, view(net.layer(), "1,0", 2, 1, Projection.GRADIENT), PatchNets.images(3, 12, 14));
            assertEquals(List.of("channel 1", "channel 1", "channel 0", "channel 0"), found.patches().stream().map(Finding.Patch::group).toList());
            for (int i = 0; i < 4; i++)
                assertArrayEquals(java.util.Arrays.copyOfRange(kernel.data(), i < 2 ? 9 : 0, i < 2 ? 18 : 9),
                        found.patches().get(i).beside().orElseThrow().data(), 1e-6f);
        }
    }

    @Test
    void projectionsWorkOnChannelsLastAndOnNetsWithoutRectifiersTheyAreLeftOut() {
        PatchNets net = PatchNets.channelsLast();
        try (Explain explain = net.open(folder)) {
            for (Projection projection : List.of(Projection.GUIDED, Projection.DECONVNET, Projection.GRADIENT)) {
                Finding.Patches found = PatchNets.patches(explain, view(net.layer(), "2", 3, 1, projection), PatchNets.images(4, 17, 30));
                for (Finding.Patch p : found.patches()) assertArrayEquals(new int[] {1, 1, 7, 7}, p.beside().orElseThrow().shape());
            }
        }
        GraphBuilder b = new GraphBuilder();
        Value features = b.op("Conv", b.input("x", ElementType.FLOAT, -1, 1, 12, 14), b.initialiser("w", PatchNets.whole(3, 2, 1, 3, 3)));
        b.output("y", b.op("GlobalAveragePool", features.sigmoid()).flatten());
        try (Explain explain = new PatchNets(b.build(), "", "bcyx").open(folder)) {
            Finding.Patches found = PatchNets.patches(explain, view(features.name(), "0", 2, 1, Projection.GUIDED), PatchNets.images(3, 12, 14));
            assertEquals(2, found.patches().size());
            assertEquals(Optional.empty(), found.patches().get(0).beside());
            assertTrue(found.remark().orElse("").contains("no projection"), found.remark().orElse("no remark"));
        }
    }

    @Test
    void ofALayerWithoutCellsPatchesAreImages() {
        PatchNets net = PatchNets.twice(-1, -1);
        List<Tensor> images = PatchNets.images(5, 12, 10);
        try (Explain explain = net.open(folder)) {
            Finding.Patches found = PatchNets.patches(explain, view("y", "0", 5, 3, Projection.GRADIENT), images);
            assertEquals(5, found.patches().size());
            for (Finding.Patch p : found.patches()) {
                Tensor image = images.get(Integer.parseInt(p.origin().image().substring(5)));
                assertEquals(image, p.pixels());
                assertEquals(List.of(5.5, 4.5), p.at());
                assertArrayEquals(image.shape(), p.beside().orElseThrow().shape());
            }
        }
    }

    @Test
    void ofVolumesPatchesAreBoxes() {
        List<Tensor> volumes = new ArrayList<>();
        for (int i = 0; i < 3; i++) volumes.add(PatchNets.whole(i, 1, 1, 16, 32, 32));
        try (Explain explain = Looks.open(Path.of("test-models/volume.onnx"))) {
            Finding.Patches found = PatchNets.patches(explain, view("", "0,5", 4, 2, Projection.GRADIENT), volumes);
            assertEquals(8, found.patches().size());
            for (Finding.Patch p : found.patches()) {
                Tensor volume = volumes.get(Integer.parseInt(p.origin().image().substring(5)));
                int[] size = p.pixels().spatial();
                for (int i = 0; i < p.pixels().size(); i++) {
                    int z = p.low().get(0).intValue() + i / size[2] / size[1];
                    int y = p.low().get(1).intValue() + i / size[2] % size[1];
                    int x = p.low().get(2).intValue() + i % size[2];
                    boolean inside = z >= 0 && z < 16 && y >= 0 && y < 32 && x >= 0 && x < 32;
                    assertEquals(inside ? volume.data()[(z * 32 + y) * 32 + x] : Float.NaN, p.pixels().data()[i], "at " + z + ", " + y + ", " + x);
                }
                for (int a = 0; a < 3; a++) {
                    assertEquals(size[a], p.high().get(a) - p.low().get(a) + 1);
                    assertTrue(p.low().get(a) <= p.at().get(a) && p.at().get(a) <= p.high().get(a), p.toString());
                }
                assertArrayEquals(p.pixels().shape(), p.beside().orElseThrow().shape());
            }
        }
    }

    @Test
    void whereNoneIsNamedTheMostActiveChannelsAreShown() {
        PatchNets net = PatchNets.twice(-1, -1);
        List<Tensor> images = PatchNets.images(6, 33, 27);
        try (Explain explain = net.open(folder)) {
            double[] sums = new double[PatchNets.CHANNELS];
            for (Tensor image : images) {
                Tensor v = PatchNets.activations(explain, explain.prepare(Looks.image("i", image), new Framing()), net.layer()).get(0);
                for (int i = 0; i < v.size(); i++) sums[i / 63] += v.data()[i];
            }
            int best = 0;
            for (int k = 1; k < sums.length; k++) if (sums[k] > sums[best]) best = k;
            Finding.Patches found = PatchNets.patches(explain, new ActivatingPatches(net.layer(), "", 1, 2, 1, Projection.NONE, ""), images);
            assertEquals(List.of("channel " + best, "channel " + best), found.patches().stream().map(Finding.Patch::group).toList());
            assertEquals(sums[best] / (6 * 63), ((List<?>) found.facts().get("mean_activations")).get(0));
        }
    }

    @Test
    void whatCannotBeIsSaid() {
        PatchNets net = PatchNets.twice(-1, -1);
        try (Explain explain = net.open(folder)) {
            assertEquals("A07", assertThrows(Problem.class, () -> PatchNets.patches(explain, new ActivatingPatches(), List.of())).code());
            List<Tensor> two = List.of(PatchNets.whole(1, 1, 2, 9, 9));
            assertEquals("I05", assertThrows(Problem.class, () -> PatchNets.patches(explain, view(net.layer(), "0", 1, 1, Projection.NONE), two)).code());
            List<Tensor> one = PatchNets.images(1, 9, 9);
            assertEquals("A05", assertThrows(Problem.class, () -> PatchNets.patches(explain, view("nothing", "", 1, 1, Projection.NONE), one)).code());
            assertEquals("A07", assertThrows(Problem.class, () -> PatchNets.patches(explain, view(net.layer(), "3", 1, 1, Projection.NONE), one)).code());
        }
    }
}
