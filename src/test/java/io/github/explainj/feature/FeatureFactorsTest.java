// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.Explain;
import io.github.explainj.Result;
import io.github.explainj.explain.Align;
import io.github.explainj.explain.ChannelMaps;
import io.github.explainj.explain.Finding;
import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Value;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Factors of a layer that hands on its image, so that what is planted there is what is factorised. */
class FeatureFactorsTest {

    private static final int[] SIZE = {5, 7};
    private static final double[][] PATTERNS = {{0.6, 0.8, 0}, {0, 0, 1}};

    @TempDir
    private Path folder;

    /** One pixel, one cell: Relu of the image, a mean, a weight per channel. */
    private static Graph net(int channels, int... spatial) {
        GraphBuilder b = new GraphBuilder();
        long[] shape = IntStream.concat(IntStream.of(1, channels), IntStream.of(spatial)).asLongStream().toArray();
        Value x = b.input("x", ElementType.FLOAT, shape);
        Value means = b.op("GlobalAveragePool", x.relu()).flatten();
        b.output("y", means.matMul(b.initialiser("w", Tensor.full(1, channels, 1))));
        return b.build();
    }

    private static String relu(Graph net) {
        return net.nodes().stream().filter(n -> n.op().equals("Relu")).findFirst().orElseThrow().outputs().get(0);
    }

    /** The first pattern, twice as strong, in the first two columns; the second in the last; both nowhere. */
    private static Tensor planted() {
        Tensor x = Tensor.zeros(1, 3, SIZE[0], SIZE[1]);
        int area = SIZE[0] * SIZE[1];
        for (int p = 0; p < area; p++) {
            int column = p % SIZE[1];
            for (int c = 0; c < 3; c++)
                x.data()[c * area + p] = (float) (column < 2 ? 2 * PATTERNS[0][c] : column == 6 ? PATTERNS[1][c] : 0);
        }
        return x;
    }

    private static FeatureFactors view(String layer, int factors) {
        return new FeatureFactors(layer, factors, 200, 2000, 1e-12, 0, Align.CENTRES);
    }

    private List<Finding> look(int factors) {
        Graph net = net(3, SIZE);
        return Looks.into(folder, net, planted(), view(relu(net), factors));
    }

    @Test
    void plantedPatternsAreFoundWhereTheyAre() {
        List<Finding> found = look(2);
        float[] h = Looks.named(found, Finding.Inner.class, "factors_h", 0).values().data();
        assertArrayEquals(new float[] {0.6f, 0.8f, 0, 0, 0, 1}, h, 1e-5f);
        assertEquals("orange", Looks.named(found, Finding.Attribution.class, "factor_1", 0).facts().get("colour"));
        float[] first = Looks.named(found, Finding.Attribution.class, "factor_1", 0).map().data();
        float[] second = Looks.named(found, Finding.Attribution.class, "factor_2", 0).map().data();
        for (int p = 0; p < first.length; p++) {
            assertEquals(p % 7 < 2 ? 2 : 0, first[p], 1e-5, "factor 1 at " + p);
            assertEquals(p % 7 == 6 ? 1 : 0, second[p], 1e-5, "factor 2 at " + p);
        }
    }

    @Test
    void theTableHasSharesAreasAndChannels() {
        Finding.Scores table = Looks.named(look(2), Finding.Scores.class, "factors", 0);
        List<Object> row = table.rows().get(0);
        // energies: 10 cells of 4, 5 cells of 1
        assertEquals(40 / 45.0, (double) row.get(2), 1e-6);
        assertEquals(2 / 7.0, (double) row.get(3), 1e-6);
        assertEquals(2, (double) row.get(4), 1e-5);
        assertEquals("1 (0.8), 0 (0.6)", row.get(6));
        assertEquals(5 / 45.0, (double) table.rows().get(1).get(2), 1e-6);
        assertEquals(1, (double) table.facts().get("explained_energy"), 1e-6);
        assertEquals(0, (double) table.facts().get("relative_residual_of_image"), 1e-5);
    }

    @Test
    void thePictureShowsTheStrongestFactorInItsColour() {
        Finding.Picture picture = Looks.named(look(2), Finding.Picture.class, "factors", 0);
        assertArrayEquals(new int[] {3, 3, 5, 7}, picture.values().shape());
        assertEquals(Finding.Tone.COLOUR, picture.tone());
        assertEquals(List.of("strongest factor", "1 orange, 88.9 % of energy", "2 sky blue, 11.1 % of energy"), picture.labels());
        float[] v = picture.values().data();
        // orange has more red than blue, sky blue the other way round, and where there is no factor it is grey
        assertTrue(v[0] > v[70] + 0.4, v[0] + " and " + v[70]);
        assertTrue(v[70 + 6] > v[6] + 0.3, v[6] + " and " + v[76]);
        assertEquals(v[3], v[35 + 3]);
        for (float each : v) assertTrue(each >= 0 && each <= 1, "colour " + each);
    }

    @Test
    void oneFactorLeavesARestThatIsSaid() {
        Finding found = Looks.named(look(1), Finding.Scores.class, "factors", 0);
        // the two patterns share no channel: the stronger one is the best single factor
        assertEquals(Math.sqrt(5 / 45.0), (double) found.facts().get("relative_residual"), 1e-6);
        assertTrue(found.remark().orElse("").contains("1 factors explain 88.9 % of the energy"), found.remark().orElse(""));
    }

    @Test
    void theSameSeedGivesTheSameBytes() {
        try (Explain explain = Looks.open(Path.of("test-models/puncta.onnx"))) {
            List<Tensor> images = images(4);
            List<Finding> one = Looks.at(explain, new FeatureFactors(), images.get(0), images).findings();
            List<Finding> two = Looks.at(explain, new FeatureFactors(), images.get(0), images).findings();
            assertEquals(Looks.named(one, Finding.Picture.class, "factors", 0).values(), Looks.named(two, Finding.Picture.class, "factors", 0).values());
            assertEquals(Looks.named(one, Finding.Inner.class, "factors_h", 0).values(), Looks.named(two, Finding.Inner.class, "factors_h", 0).values());
            assertEquals(Looks.named(one, Finding.Scores.class, "factors", 0).rows(), Looks.named(two, Finding.Scores.class, "factors", 0).rows());
        }
    }

    @Test
    void theAlbumIsFactorisedTogetherAndNoMoreOfItThanIsAllowed() {
        try (Explain explain = Looks.open(Path.of("test-models/puncta.onnx"))) {
            List<Tensor> images = images(6);
            Finding all = Looks.at(explain, new FeatureFactors(), images.get(0), images).findings().get(0);
            assertEquals(7, all.facts().get("images_used"));
            assertEquals(7 * 24 * 24L, all.facts().get("cells"));
            FeatureFactors few = new FeatureFactors("", 3, 2, 300, 1e-5, 0, Align.CENTRES);
            assertEquals(3, Looks.at(explain, few, images.get(0), images).findings().get(0).facts().get("images_used"));
            Result alone = Looks.at(explain, few, images.get(0), List.of());
            assertEquals(1, alone.findings().get(0).facts().get("images_used"));
        }
    }

    @Test
    void aVolumeIsDrawnAsOne() {
        try (Explain explain = Looks.open(Path.of("test-models/volume.onnx"))) {
            Random random = new Random(1);
            Tensor x = Tensor.zeros(1, 1, 16, 32, 32);
            for (int i = 0; i < x.size(); i++) x.data()[i] = random.nextInt(256);
            Finding.Picture picture = Looks.named(Looks.at(explain, new FeatureFactors(), x, List.of()).findings(), Finding.Picture.class, "factors", 0);
            assertArrayEquals(new int[] {5, 3, 16, 32, 32}, picture.values().shape());
        }
    }

    @Test
    void aSilentLayerAndTooManyFactorsAreRefusedInWords() {
        Graph net = net(3, SIZE);
        Problem silent = assertThrows(Problem.class, () -> Looks.into(folder, net, Tensor.full(-1, 1, 3, 5, 7), view(relu(net), 2)));
        assertTrue(silent.code().equals("A05") && silent.getMessage().contains("none of its activations"), silent.getMessage());
        Problem many = assertThrows(Problem.class, () -> Looks.into(folder, net, planted(), view(relu(net), 4)));
        assertTrue(many.code().equals("A07") && many.getMessage().contains("35 cells of 3 channels"), many.getMessage());
        Tensor broken = planted();
        broken.data()[12] = Float.NaN;
        Problem nan = assertThrows(Problem.class, () -> Looks.into(folder, net, broken, view("x", 2)));
        assertTrue(nan.getMessage().contains("NaN"), nan.getMessage());
    }

    @Test
    void whatIsBelowZeroCountsAsZeroAndIsSaid() {
        Graph net = net(3, SIZE);
        Tensor x = planted();
        // a quarter of the middle, where there was nothing
        for (int i = 3; i < 3 * 35; i += 7) x.data()[i] = -5;
        List<Finding> found = Looks.into(folder, net, x, view("x", 2));
        Finding.Scores table = Looks.named(found, Finding.Scores.class, "factors", 0);
        assertEquals(1 / 7.0, (double) table.facts().get("negative_share"), 1e-6);
        assertTrue(table.remark().orElse("").contains("14.3 % of the activations are below 0"), table.remark().orElse(""));
        assertEquals(2, Looks.named(found, Finding.Attribution.class, "factor_1", 0).map().data()[0], 1e-5);
    }

    @Test
    void cellsAreLeftOutEvenlyWhenThereAreTooMany() {
        FactorCells cells = new FactorCells("layer", 2, 2 * 1000, 5);
        for (int image = 0; image < 4; image++) {
            ChannelMaps maps = new ChannelMaps(2, 3000);
            java.util.Arrays.fill(maps.row(0), image + 1);
            cells.add(maps);
        }
        float[][] rows = cells.rows();
        assertTrue(rows.length > 500 && rows.length <= 1000, rows.length + " kept");
        assertEquals(12000, cells.seen());
        for (int image = 1; image <= 4; image++) {
            int number = image;
            long of = java.util.Arrays.stream(rows).filter(r -> r[0] == number).count();
            assertEquals(rows.length / 4.0, of, 60, "of image " + image);
        }
    }

    private static List<Tensor> images(int count) {
        ij.ImagePlus stack = new ij.io.Opener().openImage("src/test/resources/models/puncta_test.tif");
        List<Tensor> all = new ArrayList<>();
        for (int i = 1; i <= count; i++)
            all.add(new Tensor((float[]) stack.getStack().getProcessor(i).convertToFloatProcessor().getPixels(), 1, 1, 96, 96));
        return all;
    }
}
