// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import io.github.explainj.feature.View;
import io.github.explainj.imagej.ImageFiles;
import io.github.explainj.imagej.MapFiles;
import io.github.explainj.registry.Json;
import io.github.explainj.registry.Parameter;
import io.github.explainj.registry.Registry;
import io.github.explainj.registry.Schema;
import io.github.explainj.tensor.Npy;
import io.github.explainj.tensor.Tensor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands of the views write and say, on the bundled model. */
class ViewOutputTest {

    private static final String LAYER = "/features/features.6/Relu_output_0";

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void featuresOfABatchAreOneArrayAndThoseOfEachSample() {
        assertEquals(0, run("features", "--tensor", noise(3), "--layer", LAYER), err.toString());
        Tensor all = Npy.read(written("features.npy"));
        assertArrayEquals(new int[] {3, 12, 48, 48}, all.shape());
        Tensor batch = Npy.read(Path.of(noise(3)));
        for (int n = 0; n < 3; n++) {
            Npy.write(folder.resolve("one.npy"), batch.sample(n));
            assertEquals(0, run("features", "--tensor", folder.resolve("one.npy").toString(), "--layer", LAYER), err.toString());
            assertArrayEquals(all.sample(n).data(), Npy.read(written("features.npy")).data(), 1e-5f);
        }
        assertTrue(Files.exists(written("feature_maps_sample_3.tif")));
    }

    @Test
    void severalLayersHaveAnArrayEach() throws IOException {
        assertEquals(0, run("features", "--image", Jar.IMAGE.toString(), "--layer", LAYER + ",/features/features.10/Relu_output_0"), err.toString());
        try (var files = Files.list(folder.resolve("out"))) {
            List<Path> arrays = files.filter(f -> f.toString().endsWith(".npy")).sorted().toList();
            assertEquals(2, arrays.size(), arrays.toString());
            assertEquals(List.of(12, 20), arrays.stream().map(f -> Npy.read(f).size(1)).sorted().toList());
        }
    }

    @Test
    void filtersAreTheInitialiserAndNeedNoImage() {
        assertEquals(0, run("filters", "--layer", "/features/features.4/Conv_output_0"), err.toString());
        assertArrayEquals(new int[] {12, 8, 3, 3}, Npy.read(written("filters.npy")).shape());
        Map<String, Object> document = document();
        assertEquals("filters", document.get("method"));
        assertFalse(document.containsKey("target"), "nothing was asked of the model");
    }

    @Test
    void shortTablesAndWhatIsSaidOfThemArePrinted() {
        assertEquals(0, run("contributions", "--image", Jar.IMAGE.toString(), "--target", "class:1", "--overlays", "1"), err.toString());
        String said = out.toString();
        assertTrue(said.contains("that is the score, 1.31"), "the remark of what has no picture of its own: " + said);
        assertTrue(said.matches("(?s).*: 20 rows; \\d+ runs, .*"), said);
        assertTrue(said.contains("    rank  channel  contribution  share of positive"), said);
        assertTrue(said.lines().anyMatch(l -> l.matches("    1 +1 +0\\.4472 .*")), said);
    }

    @Test
    void namesOfSeveralImagesBeginWithTheirStem() {
        Path other = copy("other.tif", Jar.IMAGE);
        assertEquals(0, run("features", "--image", Jar.IMAGE.toString(), other.toString()), err.toString());
        assertTrue(Files.exists(written("other_features.npy")) && Files.exists(written("puncta_sample_feature_maps.tif")));
    }

    @Test
    void a05AnUnknownLayerIsRefusedWithTheNearestNamesAndTheirShapes() {
        assertEquals(2, run("features", "--image", Jar.IMAGE.toString(), "--layer", "/features/features.6/Relu_output_1"));
        assertTrue(err.toString().contains("\"" + LAYER + "\" [1, 12, 48, 48] stride 2, 2"), err.toString());
        assertTrue(err.toString().contains("[A05]"), err.toString());
    }

    @Test
    void a07WhatIsMissingIsSaid() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        assertRefused("[A07]", "features");
        assertRefused("[A07]", "patches");
        assertRefused("no option --image", "filters", "--image", Jar.IMAGE.toString());
        assertRefused(empty.toString(), "patches", "--images", empty.toString());
        assertRefused("labels=", "patches", "--labels", "labels.csv");
        assertRefused("sort=size", "features", "--image", Jar.IMAGE.toString(), "--sort", "size");
    }

    @Test
    void imagesOfAnotherSizeAreNamedAndTheOthersGoOn() {
        Path images = copy("images/a.tif", Jar.IMAGE).getParent();
        copy("images/b.tif", Jar.IMAGE);
        MapFiles.tiff(images.resolve("wide.tif"), resized());
        assertEquals(3, run("index", "--images", images.toString(), "--index", folder.resolve("index").toString()), err.toString());
        assertTrue(err.toString().contains("wide.tif was left out: ") && err.toString().contains("[I06]"), err.toString());
        List<?> failures = (List<?>) document().get("failures");
        assertEquals("I06", ((Map<?, ?>) failures.get(0)).get("code"));
        assertEquals(1, failures.size());
        assertEquals(0, run("index", "--images", images.toString(), "--index", folder.resolve("resized").toString(), "--fit", "resize"), err.toString());
    }

    @Test
    void imagesNoneOfWhichCanBeUsedGiveNothing() throws IOException {
        Path images = Files.createDirectories(folder.resolve("bad"));
        Files.writeString(images.resolve("a.tif"), "<html>");
        Files.writeString(images.resolve("b.tif"), "<html>");
        assertRefused("None of the 2 images could be looked at. The first, a.tif: ", "index", "--images", images.toString(),
                "--index", folder.resolve("none").toString());
    }

    @Test
    void anImageThatIsGoneThroughIsNeverOverwritten() {
        Path images = copy("out/activation_mask.tif", Jar.IMAGE).getParent();
        assertRefused("[A08]", "mask", "--image", Jar.IMAGE.toString(), "--images", images.toString());
    }

    @Test
    void jsonGoesToStandardOutputAlone() {
        out.getBuffer().setLength(0);
        List<String> all = List.of("features", "--model", Jar.MODEL.toString(), "--device", "cpu", "--image", Jar.IMAGE.toString(), "--json");
        assertEquals(0, Main.run(all.toArray(String[]::new), new PrintWriter(out), new PrintWriter(err)), err.toString());
        Map<String, Object> document = Json.readObject("standard output", out.toString());
        assertEquals("feature_maps", document.get("method"));
        assertTrue(out.toString().contains("\"tensor\": \"/features/features.13/Relu_output_0\""), out.toString());
    }

    @Test
    void everyViewHasACommandOfItsOwnWithAllItsParameters() {
        List<String> words = new ArrayList<>();
        for (Schema<View> view : Registry.of(View.class).schemas()) {
            out.getBuffer().setLength(0);
            String word = view.defaults().command();
            words.add(word);
            assertEquals(0, Main.run(new String[] {word, "--help"}, new PrintWriter(out), new PrintWriter(err)), word);
            for (Parameter p : view.parameters())
                assertTrue(out.toString().replace("[=", "=").contains("--" + p.name().replace('_', '-') + "="),
                        word + ": " + p.name() + " in " + out);
        }
        assertEquals(words.size(), words.stream().distinct().count(), words.toString());
    }

    private void assertRefused(String word, String... arguments) {
        assertEquals(2, run(arguments), err.toString());
        assertTrue(err.toString().contains(word), word + " in " + err);
        assertEquals(1, err.toString().strip().lines().filter(l -> l.endsWith("]")).count(), err.toString());
    }

    private int run(String... arguments) {
        err.getBuffer().setLength(0);
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--model", Jar.MODEL.toString(), "--device", "cpu", "--out", folder.resolve("out").toString()));
        return Main.run(all.toArray(String[]::new), new PrintWriter(out), new PrintWriter(err));
    }

    private Path written(String name) {
        return folder.resolve("out").resolve(name);
    }

    private Map<String, Object> document() {
        try {
            return Json.readObject("result.json", Files.readString(written("result.json")));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Path copy(String name, Path file) {
        try {
            Path to = folder.resolve(name);
            Files.createDirectories(to.getParent());
            return Files.copy(file, to, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static ImagePlus resized() {
        ImagePlus image = ImageFiles.open(Jar.IMAGE);
        return new ImagePlus("wide", image.getProcessor().resize(200, 96));
    }

    private String noise(int samples) {
        Random random = new Random(1);
        Tensor x = Tensor.zeros(samples, 1, 96, 96);
        for (int i = 0; i < x.size(); i++) x.data()[i] = random.nextFloat();
        Npy.write(folder.resolve("noise.npy"), x);
        return folder.resolve("noise.npy").toString();
    }
}
