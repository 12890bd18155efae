// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.perturb.ZeroFill;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every method of the CAM family on nets that are solved by hand (see {@link CamNets}). */
class CamTest {

    private static final float[] A0 = {4, 3, 2, 2};
    private static final float[] A1 = {1, 1, 0, 0};

    @TempDir
    private Path folder;

    @Test
    void camIsTheChannelsWithTheWeightsOfTheDenseLayer() {
        List<Finding> found = explain(CamNets.pooled(), new Cam(), "class:0");
        assertMap(sum(1, 2), found, "cam");
        // the mean of the cells is the score without its bias
        assertEquals(15 / 4.0 + 0.5, (double) found.get(0).facts().get("score"), 1e-5);
        assertEquals(CamNets.layer(CamNets.pooled()), ((Finding.Inner) found.get(0)).tensor());
    }

    @Test
    void gradCamOfAPooledModelIsCamDividedByTheNumberOfCells() {
        assertMap(sum(1 / 4.0, 2 / 4.0), explain(CamNets.pooled(), new GradCam(), "class:0"), "grad_cam");
        assertMap(sum(-1 / 4.0, 1 / 4.0), explain(CamNets.pooled(), new GradCam(), "class:1"), "grad_cam");
    }

    @Test
    void aDifferenceOfClassesGivesTheContrastiveMap() {
        List<Finding> found = explain(CamNets.pooled(), new GradCam(), "class:0", "class:1", "class:0 - class:1");
        Finding contrast = found.stream().filter(f -> f.target() == 2 && f instanceof Finding.Inner).findFirst().orElseThrow();
        assertArrayEquals(sum(2 / 4.0, 1 / 4.0), ((Finding.Inner) contrast).values().data(), 1e-5f);
    }

    @Test
    void gradCamTakesTheMeanGradientOfEachChannel() {
        assertMap(sum(0.5, 0.5), explain(CamNets.flattened(), new GradCam(), "class:0"), "grad_cam");
    }

    @Test
    void hiresCamTakesTheGradientOfEachCell() {
        assertMap(new float[] {4, 0, 4, 0}, explain(CamNets.flattened(), new HiresCam(), "class:0"), "hires_cam");
        // the negative part is kept
        assertMap(new float[] {-4, 0, -4, 0}, explain(CamNets.flattened(), new HiresCam(), "-1*class:0"), "hires_cam");
    }

    @Test
    void layerCamLeavesNegativeGradientsOut() {
        assertMap(new float[] {4, 3, 4, 0}, explain(CamNets.flattened(), new LayerCam(), "class:0"), "layer_cam");
    }

    @Test
    void xgradCamWeighsTheGradientByTheActivation() {
        assertMap(sum(5 / 11.0, 3 / 2.0), explain(CamNets.flattened(), new XgradCam(), "class:0"), "xgrad_cam");
    }

    @Test
    void gradCamPlusPlusTakesTheAlphasOfPytorchGradCam() {
        // 1 / (2 + 11) + 4 / (8 + 11 * 8) * 2 and 9 / (18 + 2 * 27) * 3 + 1 / (2 + 2)
        double w0 = 1 / 13.0 + 2 / 24.0;
        double w1 = 3 / 8.0 + 1 / 4.0;
        assertMap(sum(w0, w1), explain(CamNets.flattened(), new GradCamPlusPlus(), "class:0"), "grad_cam_plus_plus");
    }

    @Test
    void eigenCamIsTheFirstSingularComponentWithTheSignOfTheMean() {
        // A A' = [[33, 7], [7, 2]], whose larger eigenvalue is (35 + sqrt(31 * 31 + 4 * 49)) / 2
        double value = (35 + Math.sqrt(1157)) / 2;
        double length = Math.hypot(7, value - 33);
        List<Finding> found = explain(CamNets.flattened(), new EigenCam(), "class:0");
        assertMap(sum(7 / length, (value - 33) / length), found, "eigen_cam");
        assertEquals(value / 35, (double) found.get(0).facts().get("explained_share"), 1e-6);
    }

    @Test
    void ablationCamWeighsAChannelByTheShareOfTheScoreThatItCarries() {
        // channel 0 carries 5 of 8, channel 1 the other 3
        assertMap(sum(5 / 8.0, 3 / 8.0), explain(CamNets.flattened(), new AblationCam(), "class:0"), "ablation_cam");
        // and against a negative score both count with the other sign
        assertMap(sum(-5 / 8.0, -3 / 8.0), explain(CamNets.flattened(), new AblationCam(), "-1*class:0"), "ablation_cam");
    }

    @Test
    void scoreCamWeighsAChannelByTheSoftmaxOfItsMaskedScore() {
        ScoreCam method = new ScoreCam("", Align.CENTRES, 0, new ZeroFill());
        // cells lie at 0.5 and 2.5; masks from 0 to 1
        double[] m0 = mask(4, 3, 2, 2);
        double[] m1 = mask(1, 1, 0, 0);
        double s0 = Math.exp(flattened(m0));
        double s1 = Math.exp(flattened(m1));
        List<Finding> found = explain(CamNets.flattened(), method, "class:0");
        assertMap(sum(s0 / (s0 + s1), s1 / (s0 + s1)), found, "score_cam");
        // the channel that varies most, alone
        assertMap(sum(1, 0), explain(CamNets.flattened(), new ScoreCam("", Align.CENTRES, 1, new ZeroFill()), "class:0"), "score_cam");
    }

    @Test
    void guidedGradCamIsGuidedBackpropagationTimesPositiveGradCam() {
        List<Finding> found = explain(CamNets.flattened(), new GuidedGradCam(), "class:0");
        assertArrayEquals(sum(0.5, 0.5), CamNets.inner(found, "guided_grad_cam_layer"), 1e-5f);
        // back through the Relu come [1, 0, 2, 0] and [0, 3, 0, 0]
        double[] guided = {1, 1, 3, -3, 1, 1, 0, 0, 2, 2, 0, 0, 2, 2, 0, 0};
        double[] cam = enlarged(2.5, 2, 1, 1);
        float[] expected = new float[16];
        for (int p = 0; p < 16; p++) expected[p] = (float) (guided[p] * cam[p]);
        assertArrayEquals(expected, CamNets.map(found, "guided_grad_cam").map().data(), 1e-5f);
        List<Finding> against = explain(CamNets.flattened(), new GuidedGradCam(), "-1*class:0");
        assertArrayEquals(new float[16], CamNets.map(against, "guided_grad_cam").map().data(), "Grad-CAM is negative everywhere");
        String remark = CamNets.map(against, "guided_grad_cam").remark().orElse("");
        for (String part : List.of("No cell supports", "zero everywhere", "edge detectors"))
            assertTrue(remark.contains(part), part + ": " + remark);
        assertFalse(CamNets.map(found, "guided_grad_cam").remark().orElse("").contains("zero everywhere"));
    }

    @Test
    void camRefusesWhatItDoesNotHoldFor() {
        Problem flat = assertThrows(Problem.class, () -> explain(CamNets.flattened(), new Cam(), "class:0"));
        assertTrue(flat.getMessage().contains("comes between any such average") && flat.code().equals("A05"), flat.getMessage());
        GraphBuilder b = new GraphBuilder();
        var means = b.op("GlobalAveragePool", CamNets.features(b)).flatten();
        var hidden = means.matMul(b.initialiser("w", new Tensor(new float[] {1, -1, 2, 1}, 2, 2)));
        b.output("y", hidden.relu().matMul(b.initialiser("v", new Tensor(new float[] {1, 1, 1, -1}, 2, 2))));
        Problem hiddenLayer = assertThrows(Problem.class, () -> explain(b.build(), new Cam(), "class:0"));
        assertTrue(hiddenLayer.getMessage().contains("Relu"), hiddenLayer.getMessage());
        Problem probability = assertThrows(Problem.class, () -> explain(CamNets.pooled(), new Cam(), "prob:0"));
        assertTrue(probability.getMessage().contains("probability"), probability.getMessage());
    }

    private List<Finding> explain(Graph net, Explainer method, String... targets) {
        return CamNets.explain(folder, net, method, targets);
    }

    private static void assertMap(float[] cells, List<Finding> found, String method) {
        assertArrayEquals(cells, CamNets.inner(found, method + "_layer"), 1e-5f);
        double[] placed = enlarged(cells[0], cells[1], cells[2], cells[3]);
        Tensor map = CamNets.map(found, method).map();
        assertArrayEquals(new int[] {1, 1, 4, 4}, map.shape());
        for (int p = 0; p < 16; p++) assertEquals(placed[p], map.data()[p], 1e-5, method + " at " + p);
    }

    private static float[] sum(double w0, double w1) {
        float[] map = new float[4];
        for (int p = 0; p < 4; p++) map[p] = (float) (w0 * A0[p] + w1 * A1[p]);
        return map;
    }

    /** Draws cells that lie at 0.5 and 2.5 along each axis: pixels at 0, 1, 2, 3 are 0, 1/4, 3/4, 1 of the way. */
    private static double[] enlarged(double a, double b, double c, double d) {
        double[] way = {0, 0.25, 0.75, 1};
        double[] map = new double[16];
        for (int y = 0; y < 4; y++)
            for (int x = 0; x < 4; x++)
                map[y * 4 + x] = (1 - way[y]) * ((1 - way[x]) * a + way[x] * b) + way[y] * ((1 - way[x]) * c + way[x] * d);
        return map;
    }

    private static double[] mask(double a, double b, double c, double d) {
        double[] m = enlarged(a, b, c, d);
        double min = java.util.Arrays.stream(m).min().getAsDouble();
        double max = java.util.Arrays.stream(m).max().getAsDouble();
        return java.util.Arrays.stream(m).map(v -> (v - min) / (max - min)).toArray();
    }

    /** The score of the second net on the masked image. */
    private static double flattened(double[] mask) {
        double[][] w = {{1, -1, 2, 0}, {0, 3, -2, 1}};
        double score = 0;
        for (int cell = 0; cell < 4; cell++) {
            int at = cell / 2 * 8 + cell % 2 * 2;
            double[] v = new double[4];
            for (int i = 0; i < 4; i++) {
                int p = at + i / 2 * 4 + i % 2;
                v[i] = mask[p] * CamNets.IMAGE.data()[p];
            }
            score += w[0][cell] * Math.max(0, v[0] + v[1] + v[2] + v[3]) + w[1][cell] * Math.max(0, v[0] - v[1]);
        }
        return score;
    }
}
