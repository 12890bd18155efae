// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.io.Opener;
import io.github.explainj.explain.Finding;
import io.github.explainj.feature.ImageIndex;
import io.github.explainj.feature.NearestNeighbours;
import io.github.explainj.feature.Pooling;
import io.github.explainj.feature.View;
import io.github.explainj.input.Fit;
import io.github.explainj.input.ImageData;
import io.github.explainj.input.ImageRegions;
import io.github.explainj.problem.Problem;
import io.github.explainj.registry.Registry;
import io.github.explainj.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Neighbours among the held-out images of the test models. */
class NearestNeighboursTest {

    private static final Path MODELS = Path.of("test-models");
    private static final Path IMAGES = Path.of("src", "test", "resources", "models");
    private static final List<String> KINDS = List.of("nearest", "pixels nearest", "nearest of another class");

    @TempDir
    Path folder;

    private static Explain open(String model) {
        return Explain.open(MODELS.resolve(model + ".onnx"), new Options());
    }

    /** Reads images of so many channels, channel fastest. */
    private static List<Tensor> read(String file, int channels) {
        ImagePlus image = new Opener().openImage(IMAGES.resolve(file).toString());
        int size = image.getWidth() * image.getHeight();
        List<Tensor> all = new ArrayList<>();
        for (int n = 0; n < image.getStackSize() / channels; n++) {
            Tensor t = Tensor.zeros(1, channels, image.getHeight(), image.getWidth());
            for (int c = 0; c < channels; c++)
                System.arraycopy(image.getStack().getProcessor(n * channels + c + 1).convertToFloatProcessor().getPixels(), 0, t.data(), c * size, size);
            all.add(t);
        }
        return all;
    }

    private static ImageData data(String title, Tensor pixels) {
        return new ImageData(title, pixels, List.of(Double.NaN, Double.NaN), false, 8, List.of());
    }

    private static ImageSet.Entry entry(String name, String label, Tensor pixels) {
        return new ImageSet.Entry(name, "/nowhere/" + name, "1", label, v -> List.of(new ImageSet.Slice(data(name, pixels), 1, 1)));
    }

    private static ImageSet puncta(int each) {
        List<ImageSet.Entry> entries = new ArrayList<>();
        List<Tensor> infected = read("puncta_test.tif", 1);
        List<Tensor> healthy = read("puncta_healthy.tif", 1);
        for (int i = 0; i < each; i++) {
            entries.add(entry("infected/" + i + ".tif", "infected", infected.get(i)));
            entries.add(entry("healthy/" + i + ".tif", "healthy", healthy.get(i)));
        }
        return new ImageSet(entries, new Framing());
    }

    private static NearestNeighbours view(Path index, String... settings) {
        Map<String, String> all = new LinkedHashMap<>(Map.of("index", index.toString()));
        for (int i = 0; i < settings.length; i += 2) all.put(settings[i], settings[i + 1]);
        return (NearestNeighbours) Registry.of(View.class).create("nearest_neighbours", all);
    }

    private static List<Finding> ask(Explain explain, Optional<Prepared> query, NearestNeighbours view, ImageSet images) {
        return explain.look(query, new LookRequest(view, images)).get(0).findings();
    }

    @Test
    void neighboursHaveTheClassOfTheQueryAndTheUnlikeOnesHaveNot() {
        ImageSet images = puncta(30);
        try (Explain explain = open("puncta")) {
            Prepared query = explain.prepare(data("query", read("puncta_test.tif", 1).get(100)), new Framing());
            List<Finding> found = ask(explain, Optional.of(query), view(folder), images);
            Finding.Scores table = (Finding.Scores) found.get(1);
            assertEquals(18, table.rows().size());
            for (List<Object> row : table.rows()) {
                if (row.get(0).equals("nearest")) assertEquals("infected", row.get(3));
                if (row.get(0).equals("nearest of another class")) assertEquals("healthy", row.get(3));
            }
            assertEquals("majority of the nearest", table.facts().get("query_label_from"));
            Finding.Patches pictures = (Finding.Patches) found.get(0);
            assertEquals(19, pictures.patches().size());
            for (Finding.Patch p : pictures.patches()) assertArrayEquals(new int[] {1, 1, 96, 96}, p.pixels().shape());
            Finding.Patch first = pictures.patches().get(1);
            assertEquals(List.of("nearest", table.rows().get(0).get(2)), List.of(first.group(), first.origin().name()));
            assertEquals(table.rows().get(0).get(4), first.value());
            assertEquals(List.of(95.0, 95.0), first.high());
            assertTrue(pictures.remark().isEmpty(), () -> pictures.remark().get());
        }
    }

    @Test
    void neighboursKnowTheClass() {
        accuracy("puncta", puncta(40));
        List<Tensor> all = read("channels_test.tif", 4);
        List<String> labels = column("channels_test.csv", 2);
        accuracy("channels", new ImageSet(IntStream.range(0, all.size()).mapToObj(i -> entry(i + ".tif", labels.get(i), all.get(i))).toList(),
                new Framing()));
    }

    private void accuracy(String model, ImageSet images) {
        try (Explain explain = open(model)) {
            List<Finding> found = explain.look(Optional.empty(), new LookRequest(new ImageIndex("", Pooling.AUTO, folder.resolve(model).toString()),
                    images)).get(0).findings();
            double accuracy = (double) found.get(0).facts().get("knn_accuracy");
            System.out.println(model + ": leave-one-out accuracy " + accuracy + ", by chance " + found.get(0).facts().get("knn_accuracy_by_chance"));
            assertTrue(accuracy >= 0.95, model + " " + accuracy);
            assertEquals("knn_accuracy", found.get(1).name());
        }
    }

    private static List<String> column(String file, int column) {
        try {
            return Files.readAllLines(IMAGES.resolve(file)).stream().skip(1).map(l -> l.split(",")[column]).toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("cannot read " + file, e);
        }
    }

    @Test
    void theOpenImageIsNotItsOwnNeighbourAndItsLabelIsKnown() {
        ImageSet images = puncta(10);
        try (Explain explain = open("puncta")) {
            Prepared query = explain.prepare(data("3.tif", read("puncta_healthy.tif", 1).get(3)), new Framing());
            Finding.Scores table = (Finding.Scores) ask(explain, Optional.of(query), view(folder), images).get(1);
            assertTrue(table.rows().stream().noneMatch(r -> r.get(2).equals("healthy/3.tif")));
            assertEquals(1, table.facts().get("left_out"));
            assertEquals(List.of("healthy", "index"), List.of(table.facts().get("query_label"), table.facts().get("query_label_from")));
        }
    }

    @Test
    void aRowAsksWhatItsImageAsks() {
        ImageSet images = puncta(10);
        try (Explain explain = open("puncta")) {
            Prepared query = explain.prepare(data("open", read("puncta_test.tif", 1).get(4)), new Framing());
            Finding.Scores byImage = (Finding.Scores) ask(explain, Optional.of(query), view(folder), images).get(1);
            List<Finding> byRow = ask(explain, Optional.empty(), view(folder, "row", "8"), images);
            assertEquals("infected/4.tif", byRow.get(0).facts().get("query"));
            Finding.Scores rows = (Finding.Scores) byRow.get(1);
            assertEquals(names(byImage), names(rows));
            assertEquals("query", ((Finding.Patches) byRow.get(0)).patches().get(0).group());
        }
    }

    private static List<List<Object>> names(Finding.Scores table) {
        return table.rows().stream().map(r -> r.subList(0, 4)).toList();
    }

    @Test
    void anImageThatIsGoneIsShownAsItsThumbnail() {
        ImageSet images = puncta(4);
        try (Explain explain = open("puncta")) {
            explain.look(Optional.empty(), new LookRequest(new ImageIndex("", Pooling.MEAN, folder.toString()), images));
            ImageSet fewer = new ImageSet(images.entries().subList(0, 7), new Framing());
            List<Finding> found = ask(explain, Optional.empty(), view(folder, "row", "0", "count", "7"), fewer);
            Finding.Patches pictures = (Finding.Patches) found.get(0);
            Set<List<Integer>> sizes = new HashSet<>();
            for (Finding.Patch p : pictures.patches())
                if (p.origin().image().equals("healthy/3.tif")) sizes.add(List.of(p.pixels().size(2), p.low().size()));
            assertEquals(Set.of(List.of(32, 0)), sizes);
            assertTrue(pictures.remark().orElse("").contains("1 of the images cannot be opened, so thumbnails are shown: healthy/3.tif"), () -> pictures.remark() + "");
        }
    }

    @Test
    void whatCannotBeSeenInAnotherFitSaysInWhich() {
        ImageSet images = new ImageSet(puncta(3).entries(), new Framing(Fit.CROP, List.of(), "", ImageRegions.NONE));
        try (Explain explain = open("puncta")) {
            explain.look(Optional.empty(), new LookRequest(new ImageIndex("", Pooling.MEAN, folder.toString()), images));
            List<Finding> found = ask(explain, Optional.empty(), view(folder, "row", "0"), ImageSet.NONE);
            assertTrue(found.get(0).remark().orElse("").contains("indexed with fit=crop"), () -> found.get(0).remark() + "");
        }
    }

    @Test
    void ofOneFileAloneThereIsNothingToCompareWith() {
        Tensor image = read("puncta_test.tif", 1).get(0);
        ImageSet images = new ImageSet(List.of(entry("a.tif", "", image), entry("sub/a.tif", "", image)), new Framing());
        try (Explain explain = open("puncta")) {
            Prepared query = explain.prepare(data("a.tif", image), new Framing());
            String said = ask(explain, Optional.of(query), view(folder, "exclude_same_file", "true"), images).get(0).remark().orElse("");
            assertTrue(said.contains("nothing to compare with"), said);
        }
    }

    @Test
    void theNearestInPixelsIsTheSameImageMadeBrighter() {
        Tensor image = read("puncta_test.tif", 1).get(0);
        Tensor brighter = image.copy();
        for (int i = 0; i < brighter.size(); i++) brighter.data()[i] = 20 + 0.5f * brighter.data()[i];
        List<ImageSet.Entry> entries = new ArrayList<>(puncta(5).entries().subList(1, 10));
        entries.add(entry("brighter.tif", "infected", brighter));
        try (Explain explain = open("puncta")) {
            Prepared query = explain.prepare(data("open", image), new Framing());
            Finding.Scores table = (Finding.Scores) ask(explain, Optional.of(query), view(folder), new ImageSet(entries, new Framing())).get(1);
            List<Object> nearest = table.rows().stream().filter(r -> r.get(0).equals("pixels nearest")).findFirst().orElseThrow();
            assertEquals("brighter.tif", nearest.get(2));
            assertEquals(0, (double) nearest.get(4), 1e-3);
            assertEquals(KINDS, table.rows().stream().map(r -> (String) r.get(0)).distinct().toList());
        }
    }

    @Test
    void withoutIndexAndWithoutImagesItIsSaidWhatIsMissing() {
        try (Explain explain = open("puncta")) {
            Prepared query = explain.prepare(data("open", read("puncta_test.tif", 1).get(4)), new Framing());
            Problem p = assertThrows(Problem.class, () -> ask(explain, Optional.of(query), view(folder), ImageSet.NONE));
            assertEquals("A07", p.code());
            assertTrue(p.getMessage().contains("no index in"), p.getMessage());
            ask(explain, Optional.of(query), view(folder), puncta(2));
            p = assertThrows(Problem.class, () -> ask(explain, Optional.empty(), view(folder, "row", "77"), ImageSet.NONE));
            assertTrue(p.getMessage().contains("row=77"), p.getMessage());
        }
    }
}
