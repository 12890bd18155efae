// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.io.Opener;
import io.github.explainj.Explain;
import io.github.explainj.explain.Finding;
import io.github.explainj.feature.ChannelContributions.Measure;
import io.github.explainj.onnx.Attributes;
import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Node;
import io.github.explainj.onnx.Value;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Contributions on nets that are solved by hand. On {@link #IMAGE} the channels are {@code [4, 3, 2, 2]}, the sum
 * of each block of two by two pixels, and {@code [1, 1, 0, 0]}, the first pixel of each block minus the second,
 * where that is positive: means 11/4 and 1/2.
 */
class ChannelContributionsTest {

    private static final String NAME = "channel_contributions";
    private static final Tensor IMAGE = new Tensor(new float[] {
        1, 0, 2, 1,
        0, 3, 0, 0,
        0, 0, 0, 2,
        1, 1, 0, 0}, 1, 1, 4, 4);

    @TempDir
    private Path folder;

    private static Value features(GraphBuilder b) {
        Value x = b.input("x", ElementType.FLOAT, 1, 1, 4, 4);
        Tensor w = new Tensor(new float[] {1, 1, 1, 1, 1, -1, 0, 0}, 2, 1, 2, 2);
        return b.op("Conv", Attributes.NONE.with("strides", 2, 2), x, b.initialiser("kernel", w)).relu();
    }

    /** Averages each channel and weighs it; a bias per class. */
    private static Graph pooled(float[] weights, float... biases) {
        GraphBuilder b = new GraphBuilder();
        Value means = b.op("GlobalAveragePool", features(b)).flatten();
        Value w = b.initialiser("dense", new Tensor(weights, 2, biases.length));
        b.output("y", b.op("Gemm", means, w, b.initialiser("bias", new Tensor(biases, biases.length))));
        return b.build();
    }

    private List<Finding> look(Graph net, Measure measure, String... targets) {
        return Looks.into(folder, net, IMAGE, new ChannelContributions("", measure, 9, 9, 0), targets);
    }

    private static void are(double[] expected, List<Finding> found, int target) {
        float[] values = Looks.named(found, Finding.Inner.class, NAME, target).values().data();
        assertEquals(expected.length, values.length);
        for (int k = 0; k < values.length; k++) assertEquals(expected[k], values[k], 1e-5, "channel " + k);
    }

    @Test
    void aChannelContributesItsWeightTimesItsMeanByEitherMeasure() {
        Graph net = pooled(new float[] {1, -1, 2, 1}, 0.5f, 0);
        for (Measure m : Measure.values()) {
            List<Finding> found = look(net, m, "class:0", "class:1", "class:0 - class:1");
            are(new double[] {11 / 4.0, 2 * 0.5}, found, 0);
            are(new double[] {-11 / 4.0, 0.5}, found, 1);
            are(new double[] {11 / 2.0, 0.5}, found, 2);
        }
    }

    @Test
    void withTheBiasTheyMakeTheScore() {
        Finding found = look(pooled(new float[] {1, -1, 2, 1}, 0.5f, 0), Measure.GRADIENT, "class:0").get(0);
        assertEquals(15 / 4.0, (double) found.facts().get("sum_of_contributions"), 1e-5);
        assertEquals(0.5, (double) found.facts().get("score_minus_sum"), 1e-5);
        assertTrue(found.remark().orElse("").contains("with the bias, 0.5, that is the score, 4.25"), found.remark().orElse(""));
    }

    @Test
    void aScoreThatIsNoWeightedSumIsSaidToBeNone() {
        Finding found = look(pooled(new float[] {1, -1, 2, 1}, 0.5f, 0), Measure.GRADIENT, "prob:0").get(0);
        assertTrue(found.remark().orElse("").contains("only the slope"), found.remark().orElse(""));
    }

    @Test
    void aHeadThatDoesNotReadAChannelGivesItNothing() {
        Graph apart = pooled(new float[] {3, 0, 0, 5}, 0, 0);
        for (Measure m : Measure.values()) {
            List<Finding> found = look(apart, m, "class:0", "class:1");
            are(new double[] {33 / 4.0, 0}, found, 0);
            are(new double[] {0, 5 / 2.0}, found, 1);
        }
    }

    @Test
    void theTableIsRankedAndSharesAreOfWhatSupports() {
        List<Finding> found = look(pooled(new float[] {-1, 0, 2, 0}, 0, 0), Measure.GRADIENT, "class:0");
        Finding.Scores table = Looks.named(found, Finding.Scores.class, NAME, 0);
        assertEquals(List.of("rank", "channel", "contribution", "share of positive", "mean", "maximum", "active share"), table.columns());
        assertEquals(List.of(1, 1, 1.0, 1.0, 0.5, 1.0, 0.5), table.rows().get(0));
        assertEquals(List.of(2, 0, -2.75, -2.75, 2.75, 4.0, 1.0), table.rows().get(1));
        Finding.Picture maps = Looks.named(found, Finding.Picture.class, NAME + "_maps", 0);
        assertEquals(List.of("channel 1: 1", "channel 0: -2.75"), maps.labels());
        assertArrayEquals(new float[] {1, 1, 0, 0, 4, 3, 2, 2}, maps.values().data(), 1e-5f);
    }

    @Test
    void severalLayersAreRefused() {
        Problem p = assertThrows(Problem.class, () -> Looks.into(folder, pooled(new float[] {1, 1, 1, 1}, 0, 0), IMAGE,
                new ChannelContributions("x, y", Measure.GRADIENT, 9, 9, 0)));
        assertEquals("A07", p.code());
    }

    /** The trained model's last layer, its means and dense weights taken by hand. */
    @Test
    void silencingTheChannelThatContributesMostCostsTheMost() {
        try (Explain explain = Looks.open(Path.of("test-models/puncta.onnx"))) {
            for (Tensor image : planes("puncta_test.tif", 5)) silence(explain, image);
        }
    }

    private static void silence(Explain explain, Tensor image) {
        List<Finding> gradient = Looks.at(explain, new ChannelContributions(), image, List.of(), "class:1").findings();
        List<Finding> ablation = Looks.at(explain, new ChannelContributions("", Measure.ABLATION, 9, 0, 0), image, List.of(), "class:1").findings();
        double[] byHand = byHand(explain, Looks.at(explain, new FeatureMaps(), image, List.of()).findings());
        are(byHand, gradient, 0);
        are(byHand, ablation, 0);
        Finding.Scores table = Looks.named(gradient, Finding.Scores.class, NAME, 0);
        double score = (double) table.facts().get("score");
        int best = (int) table.rows().get(0).get(1);
        double least = IntStream.range(0, byHand.length).mapToDouble(k -> score - byHand[k]).min().getAsDouble();
        assertEquals(least, score - byHand[best], 0);
        System.out.println("channel " + best + " contributes " + byHand[best] + " of " + score + "; without it " + least);
    }

    private static double[] byHand(Explain explain, List<Finding> features) {
        Tensor maps = Looks.named(features, Finding.Inner.class, "features", 0).values();
        Node head = explain.graph().nodes().stream().filter(n -> n.op().equals("Gemm")).findFirst().orElseThrow();
        Tensor weights = explain.graph().constant(head.inputs().get(1)).orElseThrow();
        double[] all = new double[maps.channels()];
        int cells = maps.size() / all.length;
        for (int k = 0; k < all.length; k++) {
            for (int p = 0; p < cells; p++) all[k] += maps.data()[k * cells + p] / cells;
            // transB: [classes, K]
            all[k] *= weights.data()[all.length + k];
        }
        return all;
    }

    @Test
    void imagesGiveThePatchesOfTheFirstChannels() {
        List<Tensor> images = planes("puncta_test.tif", 6);
        try (Explain explain = Looks.open(Path.of("test-models/puncta.onnx"))) {
            List<Finding> found = Looks.at(explain, new ChannelContributions("", Measure.GRADIENT, 2, 3, 0), images.get(0), images, "class:1").findings();
            Finding.Scores table = Looks.named(found, Finding.Scores.class, NAME, 0);
            Finding.Patches patches = Looks.named(found, Finding.Patches.class, NAME + "_patches", 0);
            assertEquals(6, patches.patches().size());
            assertEquals(List.of("channel " + table.rows().get(0).get(1), "channel " + table.rows().get(1).get(1)),
                    patches.patches().stream().map(Finding.Patch::group).distinct().toList());
        }
    }

    private static List<Tensor> planes(String file, int count) {
        ij.ImagePlus image = new Opener().openImage("src/test/resources/models/" + file);
        return IntStream.rangeClosed(1, count).mapToObj(i -> new Tensor((float[]) image.getStack().getProcessor(i).convertToFloatProcessor()
                .getPixels(), 1, 1, image.getHeight(), image.getWidth())).toList();
    }
}
