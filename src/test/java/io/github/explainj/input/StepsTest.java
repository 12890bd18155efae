// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every step of the bioimage.io formats 0.4 and 0.5, on values worked out by hand. */
class StepsTest {

    /** Two channels of 2 x 2: 0 1 / 2 5 and 10 20 / 30 40; means 2 and 25, variances 3.5 and 125. */
    private static final Tensor IMAGE = new Tensor(new float[] {0, 1, 2, 5, 10, 20, 30, 40}, 1, 2, 2, 2);

    @TempDir
    Path folder;

    private final List<String> remarks = new ArrayList<>();

    private Preprocessing v5(String yaml) throws Exception {
        return read(5, new AxisIds(axes5()), yaml);
    }

    private Preprocessing v4(String yaml) throws Exception {
        return read(4, AxisIds.letters("bcyx"), yaml);
    }

    private static Map<String, Character> axes5() {
        Map<String, Character> ids = new java.util.LinkedHashMap<>();
        ids.put("batch", 'b');
        ids.put("channel", 'c');
        ids.put("y", 'y');
        ids.put("x", 'x');
        return ids;
    }

    private Preprocessing read(int format, AxisIds ids, String yaml) throws Exception {
        Path file = folder.resolve("rdf.yaml");
        Files.writeString(file, "steps: " + yaml);
        return new StepReader(ids, format, Map.of("raw", "x"), remarks).read(Yaml.read(file).at("steps"));
    }

    private static float[] run(Preprocessing p, Tensor image) {
        return p.fit(image, new OrtRunner()).apply(image).data();
    }

    private void same(Preprocessing p, double... expected) {
        float[] found = run(p, IMAGE);
        for (int i = 0; i < expected.length; i++)
            assertEquals(expected[i], found[i], 1e-5 * Math.max(1, Math.abs(expected[i])), p + " at " + i);
        assertEquals(expected.length, found.length);
    }

    @Test
    void binarizeIsOneAboveTheThresholdOnly() throws Exception {
        same(v5("[{id: binarize, kwargs: {threshold: 5}}]"), 0, 0, 0, 0, 1, 1, 1, 1);
        same(v4("[{name: binarize, kwargs: {threshold: 1.5}}]"), 0, 0, 1, 1, 1, 1, 1, 1);
    }

    @Test
    void binarizeTakesOneThresholdPerChannel() throws Exception {
        same(v5("[{id: binarize, kwargs: {threshold: [1, 25], axis: channel}}]"), 0, 0, 1, 1, 0, 0, 1, 1);
    }

    @Test
    void clipLimitsToBothBoundsOrToOne() throws Exception {
        same(v4("[{name: clip, kwargs: {min: 1, max: 20}}]"), 1, 1, 2, 5, 10, 20, 20, 20);
        same(v5("[{id: clip, kwargs: {min: 2}}]"), 2, 2, 2, 5, 10, 20, 30, 40);
    }

    /** Ranks without interpolation, per channel: 50 % of 4 values is the second one, 75 % the third. */
    @Test
    void clipTakesPercentilesByRank() throws Exception {
        same(v5("[{id: clip, kwargs: {min_percentile: 50, max_percentile: 75, axes: [y, x]}}]"), 1, 1, 2, 2, 20, 20, 30, 30);
    }

    @Test
    void ensureDtypeCutsOffTowardZero() throws Exception {
        Tensor t = new Tensor(new float[] {0, 0.9f, -1.7f, 2.5f}, 1, 1, 2, 2);
        assertArrayEquals(new float[] {0, 0, -1, 2}, run(v5("[{id: ensure_dtype, kwargs: {dtype: int16}}]"), t));
        assertArrayEquals(new float[] {0, 1, 1, 1}, run(v5("[{id: ensure_dtype, kwargs: {dtype: bool}}]"), t));
        assertArrayEquals(t.data(), run(v5("[{id: ensure_dtype, kwargs: {dtype: float32}}]"), t));
    }

    @Test
    void scaleLinearMultipliesThenAdds() throws Exception {
        same(v5("[{id: scale_linear, kwargs: {gain: 2, offset: 3}}]"), 3, 5, 7, 13, 23, 43, 63, 83);
        same(v5("[{id: scale_linear, kwargs: {axis: channel, gain: [1, 0.1], offset: [0, -1]}}]"), 0, 1, 2, 5, 0, 1, 2, 3);
        same(v4("[{name: scale_linear, kwargs: {axes: yx, gain: [1, 0.1], offset: [0, -1]}}]"), 0, 1, 2, 5, 0, 1, 2, 3);
    }

    @Test
    void scaleLinearGoesAlongASpatialAxisToo() throws Exception {
        same(v5("[{id: scale_linear, kwargs: {axis: x, gain: [1, 2]}}]"), 0, 2, 2, 10, 10, 40, 30, 80);
    }

    @Test
    void zeroMeanUnitVarianceIsPerChannelWhenChannelIsNotAmongTheAxes() throws Exception {
        double a = Math.sqrt(3.5);
        double b = Math.sqrt(125);
        double[] expected = {-2 / a, -1 / a, 0, 3 / a, -15 / b, -5 / b, 5 / b, 15 / b};
        same(v5("[{id: zero_mean_unit_variance, kwargs: {axes: [y, x]}}]"), expected);
        same(v4("[{name: zero_mean_unit_variance, kwargs: {mode: per_sample, axes: yx}}]"), expected);
        assertTrue(remarks.isEmpty());
    }

    /** Mean 13.5; sum of squares 30 + 3000 = 3030, variance 3030 / 8 - 13.5^2 = 196.5. */
    @Test
    void zeroMeanUnitVarianceIsJointWithoutAxes() throws Exception {
        double s = Math.sqrt(196.5);
        double[] expected = {-13.5 / s, -12.5 / s, -11.5 / s, -8.5 / s, -3.5 / s, 6.5 / s, 16.5 / s, 26.5 / s};
        same(v5("[{id: zero_mean_unit_variance}]"), expected);
        same(v4("[{name: zero_mean_unit_variance, kwargs: {mode: per_sample, axes: cyx}}]"), expected);
    }

    @Test
    void perDatasetTakesTheOneImageAndSaysSo() throws Exception {
        same(v4("[{name: zero_mean_unit_variance, kwargs: {mode: per_dataset, axes: yx, eps: 0.1}}]"),
                -2 / (Math.sqrt(3.5) + 0.1), -1 / (Math.sqrt(3.5) + 0.1), 0, 3 / (Math.sqrt(3.5) + 0.1),
                -15 / (Math.sqrt(125) + 0.1), -5 / (Math.sqrt(125) + 0.1), 5 / (Math.sqrt(125) + 0.1), 15 / (Math.sqrt(125) + 0.1));
        assertTrue(remarks.get(0).contains("per_dataset"), remarks.toString());
    }

    @Test
    void fixedValuesAreUsedAsTheyAre() throws Exception {
        same(v5("[{id: fixed_zero_mean_unit_variance, kwargs: {mean: 2, std: 4}}]"), -0.5, -0.25, 0, 0.75, 2, 4.5, 7, 9.5);
        same(v5("[{id: fixed_zero_mean_unit_variance, kwargs: {mean: [1, 20], std: [2, 10], axis: channel}}]"),
                -0.5, 0, 0.5, 2, -1, 0, 1, 2);
        same(v4("[{name: zero_mean_unit_variance, kwargs: {mode: fixed, axes: yx, mean: [1, 20], std: [2, 10]}}]"),
                -0.5, 0, 0.5, 2, -1, 0, 1, 2);
    }

    @Test
    void scaleRangeMapsMinimumAndMaximumToZeroAndOne() throws Exception {
        same(v5("[{id: scale_range, kwargs: {axes: [y, x]}}]"), 0, 0.2, 0.4, 1, 0, 1 / 3.0, 2 / 3.0, 1);
        same(v4("[{name: scale_range, kwargs: {mode: per_sample, axes: cyx}}]"),
                0, 1 / 40.0, 2 / 40.0, 5 / 40.0, 10 / 40.0, 0.5, 0.75, 1);
    }

    /** numpy: percentile 50 of 0 1 2 5 is 1.5, percentile 90 is 2 + 0.7 * 3 = 4.1; of the others 25 and 37. */
    @Test
    void scaleRangeInterpolatesPercentilesAsNumpyDoes() throws Exception {
        same(v5("[{id: scale_range, kwargs: {axes: [y, x], min_percentile: 50, max_percentile: 90, eps: 0.1}}]"),
                -1.5 / 2.7, -0.5 / 2.7, 0.5 / 2.7, 3.5 / 2.7, -15 / 12.1, -5 / 12.1, 5 / 12.1, 15 / 12.1);
    }

    /** The reference 0 0 / 2 2 has mean 1 and deviation 1, per channel as jointly. */
    @Test
    void scaleMeanVarianceMatchesAnotherTensor() throws Exception {
        Tensor reference = new Tensor(new float[] {0, 0, 2, 2, 0, 0, 2, 2}, 1, 2, 2, 2);
        Preprocessing p = v5("[{id: scale_mean_variance, kwargs: {reference_tensor: raw, axes: [y, x]}}]");
        float[] found = p.fit(new Whole(IMAGE, 8, Map.of("x", reference)), new OrtRunner()).apply(IMAGE).data();
        assertEquals(1 - 2 / Math.sqrt(3.5), found[0], 1e-5);
        assertEquals(1 + 15 / Math.sqrt(125), found[7], 1e-5);
        Problem missing = assertThrows(Problem.class, () -> p.fit(IMAGE, new OrtRunner()));
        assertEquals("P18", missing.code());
        assertTrue(missing.getMessage().contains("\"x\""), missing.getMessage());
    }

    @Test
    void sigmoidAndSoftmaxAreTheFunctions() throws Exception {
        Tensor t = new Tensor(new float[] {0, 0, 0, (float) Math.log(3)}, 1, 2, 2, 1);
        assertArrayEquals(new float[] {0.5f, 0.5f, 0.5f, 0.75f}, run(v5("[{id: sigmoid}]"), t), 1e-6f);
        assertArrayEquals(new float[] {0.5f, 0.25f, 0.5f, 0.75f}, run(v5("[{id: softmax}]"), t), 1e-6f);
        assertArrayEquals(new float[] {0.5f, 0.5f, 0.25f, 0.75f},
                run(v5("[{id: softmax, kwargs: {axis: y}}]"), t), 1e-6f);
    }

    /** After x * 2 the channels' maxima are 10 and 80. */
    @Test
    void statisticsAreThoseAfterTheStepsBefore() throws Exception {
        Preprocessing p = v5("[{id: scale_linear, kwargs: {gain: 2}}, {id: scale_range, kwargs: {axes: [y, x]}}]");
        FittedPreprocessing fitted = p.fit(IMAGE, new OrtRunner());
        assertArrayEquals(new float[] {10, 80}, fitted.statistics().get("statistic_1_1").data());
        same(p, 0, 0.2, 0.4, 1, 0, 1 / 3.0, 2 / 3.0, 1);
    }

    @Test
    void statisticsOfTheWholeImageAreHeldFixedForAPieceOfIt() throws Exception {
        FittedPreprocessing fitted = v5("[{id: scale_range}]").fit(IMAGE, new OrtRunner());
        Tensor piece = new Tensor(new float[] {20, 20}, 1, 2, 1, 1);
        assertArrayEquals(new float[] {0.5f, 0.5f}, fitted.apply(piece).data(), 1e-6f);
    }

    @Test
    void anUnknownStepIsRefusedByName() {
        Problem p = assertThrows(Problem.class, () -> v5("[{id: custom_norm}]"));
        assertEquals("P18", p.code());
        assertTrue(p.getMessage().contains("\"custom_norm\"") && p.getMessage().contains("scale_range"), p.getMessage());
    }

    @Test
    void aMisspeltParameterNamesTheNearestOne() {
        Problem p = assertThrows(Problem.class, () -> v5("[{id: scale_range, kwargs: {min_percentil: 1}}]"));
        assertTrue(p.getMessage().contains("min_percentile"), p.getMessage());
    }
}
