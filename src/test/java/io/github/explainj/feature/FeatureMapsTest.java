// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.explain.Finding;
import io.github.explainj.onnx.Attributes;
import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Node;
import io.github.explainj.onnx.Value;
import io.github.explainj.problem.Problem;
import io.github.explainj.registry.Registry;
import io.github.explainj.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Feature and gradient maps of nets that are solved by hand. On {@link #IMAGE} the channels are {@code [4, 3, 2,
 * 2, 1, 0]}, {@code [1, 1, 0, 0, 1, 0]} and zeros: the sum of each block of two by two pixels, the first pixel of
 * each block minus the second where that is positive, and nothing.
 */
class FeatureMapsTest {

    /** Four rows of six pixels. */
    private static final Tensor IMAGE = new Tensor(new float[] {
        1, 0, 2, 1, 1, 0,
        0, 3, 0, 0, 0, 1,
        0, 0, 1, 0, 0, 0,
        1, 0, 0, 0, 0, 0}, 1, 1, 4, 6);

    private static final float[] SUMS = {4, 3, 2, 1, 1, 0};
    private static final float[] DIFFERENCES = {1, 1, 1, 0, 1, 0};

    @TempDir
    private Path folder;

    private static Value features(GraphBuilder b, Value x) {
        Tensor w = new Tensor(new float[] {1, 1, 1, 1, 1, -1, 0, 0, 0, 0, 0, 0}, 3, 1, 2, 2);
        return b.op("Conv", Attributes.NONE.with("strides", 2, 2), x, b.initialiser("kernel", w)).relu();
    }

    /** Means of the channels, times 1, 2, 5 for class 0 and -1, 3, 5 for class 1. */
    private static Graph pooled() {
        GraphBuilder b = new GraphBuilder();
        Value means = b.op("GlobalAveragePool", features(b, b.input("x", ElementType.FLOAT, 1, 1, 4, 6))).flatten();
        b.output("y", means.matMul(b.initialiser("dense", new Tensor(new float[] {1, -1, 2, 3, 5, 5}, 3, 2))));
        return b.build();
    }

    private static String output(Graph net, String op) {
        return net.nodes().stream().filter(n -> n.op().equals(op)).map(Node::outputs).findFirst().orElseThrow().get(0);
    }

    private List<Finding> look(Graph net, String view, Map<String, String> settings, String... targets) {
        return Looks.into(folder, net, IMAGE, Registry.of(View.class).create(view, settings), targets);
    }

    private static List<Object> column(Finding.Scores table, String name) {
        return table.rows().stream().map(r -> r.get(table.columns().indexOf(name))).toList();
    }

    @Test
    void sortingByContributionIsWeightTimesMeanActivation() {
        List<Finding> found = look(pooled(), "feature_maps", Map.of("sort", "contribution"), "class:1");
        Finding.Scores table = Looks.named(found, Finding.Scores.class, "feature_maps", 0);
        assertEquals(List.of(1, 2, 0), column(table, "channel"));
        List<Object> contributions = column(table, "contribution");
        assertEquals(3 * 4 / 6.0, (double) contributions.get(0), 1e-6);
        assertEquals(0, (double) contributions.get(1), 1e-6);
        assertEquals(-11 / 6.0, (double) contributions.get(2), 1e-6);
        Finding.Picture picture = Looks.named(found, Finding.Picture.class, "feature_maps", 0);
        assertEquals(List.of("channel 1 mean 0.667 contribution 2", "channel 2 mean 0 contribution 0",
                "channel 0 mean 1.83 contribution -1.83"), picture.labels());
        assertArrayEquals(new int[] {3, 1, 2, 3}, picture.values().shape());
        assertArrayEquals(DIFFERENCES, picture.values().sample(0).data());
    }

    @Test
    void severalTargetsHaveAColumnEachAndTheFirstSorts() {
        List<Finding> found = look(pooled(), "feature_maps", Map.of("sort", "contribution"), "class:0", "class:1");
        Finding.Scores table = Looks.named(found, Finding.Scores.class, "feature_maps", 0);
        assertEquals(List.of(0, 1, 2), column(table, "channel"));
        assertEquals(2 * 4 / 6.0, (double) column(table, "contribution class:0").get(1), 1e-6);
        assertEquals(3 * 4 / 6.0, (double) column(table, "contribution class:1").get(1), 1e-6);
    }

    @Test
    void valuesAreRawInTheTensorsOwnShapeWhateverIsDrawn() {
        List<Finding> found = look(pooled(), "feature_maps", Map.of("sort", "mean", "count", "1", "channel", "0-1"));
        Finding.Inner inner = Looks.named(found, Finding.Inner.class, "features", 0);
        assertArrayEquals(new int[] {1, 3, 2, 3}, inner.values().shape());
        assertArrayEquals(SUMS, java.util.Arrays.copyOf(inner.values().data(), 6));
        Finding.Picture picture = Looks.named(found, Finding.Picture.class, "feature_maps", 0);
        assertEquals(List.of("channel 0 mean 1.83"), picture.labels());
        assertEquals(List.of(2.0, 2.0), picture.stride());
        assertEquals(List.of(0.5, 0.5), picture.offset());
        assertEquals(List.of(0, 1), column(Looks.named(found, Finding.Scores.class, "feature_maps", 0), "channel"));
    }

    @Test
    void deadChannelsAreCountedAndSaid() {
        Finding found = look(pooled(), "feature_maps", Map.of()).get(0);
        assertEquals(1L, found.facts().get("dead_channels"));
        assertTrue(found.remark().orElse("").startsWith("1 of 3 channels"), found.remark().toString());
    }

    @Test
    void severalLayersAreNumberedAndAVectorHasNoPicture() {
        Graph net = pooled();
        List<Finding> found = look(net, "feature_maps", Map.of("layer", output(net, "Relu") + ", " + output(net, "Flatten")));
        assertArrayEquals(new int[] {1, 3}, Looks.named(found, Finding.Inner.class, "features_2", 0).values().shape());
        Finding.Scores table = Looks.named(found, Finding.Scores.class, "feature_maps_2", 0);
        assertEquals(11 / 6.0, (double) column(table, "mean").get(0), 1e-6);
        assertEquals(1, found.stream().filter(Finding.Picture.class::isInstance).count());
    }

    @Test
    void onlyCommasNameNoLayer() {
        assertArrayEquals(new int[] {1, 3, 2, 3},
                Looks.named(look(pooled(), "feature_maps", Map.of("layer", " , ")), Finding.Inner.class, "features", 0).values().shape());
    }

    @Test
    void enlargedMapsAndOverlaysAreOnTheImagesGrid() {
        List<Finding> found = look(pooled(), "feature_maps", Map.of("size", "image", "overlays", "1", "channel", "1"));
        Finding.Picture picture = Looks.named(found, Finding.Picture.class, "feature_maps", 0);
        assertArrayEquals(new int[] {1, 1, 4, 6}, picture.values().shape());
        assertEquals(List.of(1.0, 1.0), picture.stride());
        Finding.Attribution overlay = Looks.named(found, Finding.Attribution.class, "feature_maps_c1", 0);
        assertArrayEquals(picture.values().data(), overlay.map().data());
        // cells lie at 0.5, 2.5, 4.5: pixel 1 is a quarter of the way from the first, in both directions
        assertEquals(1, overlay.map().data()[0], 1e-6);
        assertEquals(0.75 * (0.75 * 1 + 0.25 * 1) + 0.25 * (0.75 * 0 + 0.25 * 1), overlay.map().data()[6 + 1], 1e-6);
    }

    @Test
    void channelsLastAreDrawnAsChannelsFirst() {
        GraphBuilder b = new GraphBuilder();
        Value x = b.input("x", ElementType.FLOAT, 1, 1, 4, 6);
        Value last = features(b, x).transpose(0, 2, 3, 1).identity();
        b.output("y", last.mean(false, 1, 2));
        List<Finding> found = look(b.build(), "feature_maps", Map.of("layer", last.name()));
        assertArrayEquals(new int[] {1, 2, 3, 3}, Looks.named(found, Finding.Inner.class, "features", 0).values().shape());
        Finding.Picture picture = Looks.named(found, Finding.Picture.class, "feature_maps", 0);
        assertArrayEquals(new int[] {3, 1, 2, 3}, picture.values().shape());
        assertArrayEquals(SUMS, picture.values().sample(0).data());
    }

    @Test
    void tokensAreLaidOnTheirGridWithoutTheClassToken() {
        GraphBuilder b = new GraphBuilder();
        Value cells = features(b, b.input("x", ElementType.FLOAT, 1, 1, 4, 6)).reshape(1, 3, -1).transpose(0, 2, 1);
        Value first = b.initialiser("class", Tensor.full(9, 1, 1, 3));
        Value tokens = b.op("Concat", Attributes.NONE.with("axis", 1), first, cells);
        b.output("y", tokens.mean(false, 1));
        List<Finding> found = look(b.build(), "feature_maps", Map.of("layer", tokens.name()));
        assertArrayEquals(new int[] {1, 7, 3}, Looks.named(found, Finding.Inner.class, "features", 0).values().shape());
        Finding.Picture picture = Looks.named(found, Finding.Picture.class, "feature_maps", 0);
        assertArrayEquals(SUMS, picture.values().sample(0).data());
        assertEquals(1, picture.facts().get("tokens_left_out"));
    }

    @Test
    void volumesKeepTheirDepth() {
        GraphBuilder b = new GraphBuilder();
        Value x = b.input("x", ElementType.FLOAT, 1, 1, 2, 3, 5);
        Value conv = b.op("Conv", x, b.initialiser("w", new Tensor(new float[] {1, -2}, 2, 1, 1, 1, 1)));
        b.output("y", b.op("GlobalAveragePool", conv).flatten());
        Tensor image = Tensor.zeros(1, 1, 2, 3, 5);
        for (int i = 0; i < image.size(); i++) image.data()[i] = i;
        List<Finding> found = Looks.into(folder, b.build(), image, new FeatureMaps());
        Finding.Picture picture = Looks.named(found, Finding.Picture.class, "feature_maps", 0);
        assertArrayEquals(new int[] {2, 1, 2, 3, 5}, picture.values().shape());
        assertEquals(-58, picture.values().data()[59]);
        assertEquals(Finding.Tone.SIGNED, picture.tone());
    }

    @Test
    void gradientsOfAMeanAreTheWeightSharedByTheCells() {
        Graph net = pooled();
        List<Finding> found = look(net, "gradient_maps", Map.of("layer", output(net, "Relu"), "sort", "mean"), "class:0", "class:1");
        assertArrayEquals(new int[] {1, 3, 2, 3}, Looks.named(found, Finding.Inner.class, "gradients", 1).values().shape());
        Finding.Picture picture = Looks.named(found, Finding.Picture.class, "gradient_maps", 1);
        assertEquals(List.of("channel 2 mean |g| 0.833 sum 5", "channel 1 mean |g| 0.5 sum 3", "channel 0 mean |g| 0.167 sum -1"),
                picture.labels());
        for (int i = 0; i < 6; i++) assertEquals(-1 / 6.0, picture.values().sample(2).data()[i], 1e-7);
        Finding.Scores table = Looks.named(found, Finding.Scores.class, "gradient_maps", 0);
        assertEquals(List.of(2, 1, 0), column(table, "channel"));
        assertEquals(List.of(1, 2, 3), column(table, "rank"));
    }

    @Test
    void theImageIsALayerOfGradients() {
        Finding.Inner inner = Looks.named(look(pooled(), "gradient_maps", Map.of("layer", "x"), "class:0"), Finding.Inner.class, "gradients", 0);
        assertArrayEquals(IMAGE.shape(), inner.values().shape());
        // block 0: 1/6 from the sum, 2/6 and -2/6 from the difference
        assertEquals(3 / 6.0, inner.values().data()[0], 1e-6);
        assertEquals(-1 / 6.0, inner.values().data()[1], 1e-6);
        assertEquals(1 / 6.0, inner.values().data()[6], 1e-6);
    }

    @Test
    void aLayerBesideTheTargetHasNoGradient() {
        GraphBuilder b = new GraphBuilder();
        Value x = b.input("x", ElementType.FLOAT, 1, 1, 4, 6);
        Value used = features(b, x);
        Value beside = x.times(2);
        b.output("y", b.op("GlobalAveragePool", used).flatten());
        b.output("z", beside);
        Finding found = look(b.build(), "gradient_maps", Map.of("layer", beside.name()), "class:0").get(0);
        assertTrue(found.remark().orElse("").contains("0 everywhere"), found.remark().toString());
    }

    @Test
    void namesAndChannelsThatAreNoneAreSaid() {
        Problem layer = assertThrows(Problem.class, () -> look(pooled(), "feature_maps", Map.of("layer", "relu7")));
        assertEquals("A05", layer.code());
        Problem channel = assertThrows(Problem.class, () -> look(pooled(), "feature_maps", Map.of("channel", "1,3-5")));
        assertEquals("A07", channel.code());
        assertTrue(channel.getMessage().contains("0 to 2"), channel.getMessage());
        for (String bad : List.of("a", "2-1", "-1", "1.5"))
            assertEquals("A07", assertThrows(Problem.class, () -> look(pooled(), "gradient_maps", Map.of("channel", bad), "class:0")).code());
    }
}
