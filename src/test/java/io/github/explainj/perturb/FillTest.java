// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.perturb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.perturb.Scene.Background;
import io.github.explainj.problem.Problem;
import io.github.explainj.registry.Registry;
import io.github.explainj.registry.Schema;
import io.github.explainj.tensor.Npy;
import io.github.explainj.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FillTest {

    @TempDir
    Path folder;

    /** 0, 1, ..., 100 in channel 1 and ten times that in channel 2; the crop is somewhere else. */
    private final Tensor whole = ramp();
    private final Tensor crop = Tensor.full(7, 1, 2, 2, 3);

    private Scene scene(Background background) {
        return new Scene(crop, whole, background, Optional.of(new float[] {3, 4}), p -> Tensor.full(9, 1, 2, 2, 3));
    }

    private static Tensor ramp() {
        Tensor t = Tensor.zeros(1, 2, 1, 101);
        for (int i = 0; i <= 100; i++) {
            t.data()[i] = i;
            t.data()[101 + i] = 10 * i;
        }
        return t;
    }

    @Test
    void statisticsComeFromEachChannelOfTheWholeImage() {
        assertFilled("mean", 50, 500);
        assertFilled("median", 50, 500);
        assertFilled("background", 5, 50);
        assertFilled("background:12.5", 12.5f, 125);
        assertFilled("data_mean", 3, 4);
        assertFilled("-2.5", -2.5f, -2.5f);
        assertFilled("zero", 0, 0);
        assertTrue(Fill.parse("zero").inModelSpace());
        assertFalse(Fill.parse("0").inModelSpace());
    }

    private void assertFilled(String text, float first, float second) {
        Tensor filled = Fill.parse(text).values(scene(Background.DARK));
        assertArrayEquals(crop.shape(), filled.shape());
        float[] expected = new float[12];
        Arrays.fill(expected, 0, 6, first);
        Arrays.fill(expected, 6, 12, second);
        assertArrayEquals(expected, filled.data(), 1e-3f);
    }

    @Test
    void autoIsBackgroundIfDarkModeIfBrightAndLocalMeanIfColour() {
        Fill auto = new AutoFill();
        assertEquals(Fill.parse("background").values(scene(Background.DARK)), auto.values(scene(Background.DARK)));
        assertEquals(Fill.parse("mode").values(scene(Background.BRIGHT)), auto.values(scene(Background.BRIGHT)));
        assertEquals(Fill.parse("blur").values(scene(Background.COLOUR)), auto.values(scene(Background.COLOUR)));
        assertEquals("auto: background p5 = 5, 50", auto.describe(scene(Background.DARK)));
    }

    @Test
    void theModeIsTheFullestGreyValueAndIgnoresNan() {
        Tensor t = Tensor.full(200, 1, 1, 10, 10);
        for (int i = 0; i < 30; i++) t.data()[i] = i;
        t.data()[99] = Float.NaN;
        assertEquals(200, Statistics.of(t, 0).mode());
        assertEquals(0, Statistics.of(Tensor.zeros(1, 1, 3, 3), 0).mode());
        SplittableRandom r = new SplittableRandom(1);
        Tensor real = Tensor.zeros(1, 1, 100, 100);
        for (int i = 0; i < 10000; i++) real.data()[i] = (float) (i < 7000 ? 0.3 + 0.01 * r.nextDouble() : r.nextDouble());
        assertEquals(0.305, Statistics.of(real, 0).mode(), 0.007);
    }

    @Test
    void quantilesAreNumpysWithNanLeftOut() {
        float[] v = {3, Float.NaN, -1, 2, Float.NEGATIVE_INFINITY, 10, -0f, 0};
        Quantiles q = new Quantiles(v, 0, v.length);
        assertEquals(6, q.count());
        // sorted -1, 0, 0, 2, 3, 10
        assertEquals(-1, q.at(0));
        assertEquals(10, q.at(1));
        assertEquals(1, q.at(0.5));
        assertEquals(2 + 0.75, q.at(0.75), 1e-12);
        assertEquals(-0.5, q.at(0.1), 1e-12);
    }

    @Test
    void theLocalMeanOfALineIsTheNormalisedGaussian() {
        Tensor line = new Tensor(new float[] {0, 0, 10, Float.NaN, 0}, 1, 1, 1, 5);
        Scene scene = Scene.of(line, Background.COLOUR);
        float[] blurred = Fill.parse("blur:1").values(scene).data();
        double g1 = Math.exp(-0.5);
        double g2 = Math.exp(-2);
        assertEquals(10 / (1 + 2 * g1 + g2 - g1 + g2), blurred[2], 1e-5);
        assertEquals(10 * g2 / (1 + g1 + g2), blurred[0], 0.1);
        assertFalse(Float.isNaN(blurred[3]));
        assertEquals(Tensor.full(4, 1, 2, 5, 9, 9), Fill.parse("blur").values(Scene.of(Tensor.full(4, 1, 2, 5, 9, 9), Background.DARK)));
    }

    @Test
    void noiseHasTheSpreadOfTheBackgroundAndItsSeed() {
        SplittableRandom r = new SplittableRandom(3);
        Tensor image = Tensor.zeros(1, 1, 100, 100);
        for (int i = 0; i < 10000; i++) image.data()[i] = (float) (i < 500 ? 1000 : Math.rint(100 + 10 * r.nextGaussian()));
        Scene scene = Scene.of(image, Background.DARK);
        Tensor noise = Fill.parse("noise:4").values(scene);
        assertEquals(100, Statistics.of(noise, 0).mean(), 5);
        assertEquals(10, Statistics.of(noise, 0).spread(100, true), 2);
        assertEquals(noise, Fill.parse("noise:4").values(scene));
        assertNotEquals(noise, Fill.parse("noise").values(scene));
        Tensor colour = Fill.parse("noise").values(new Scene(crop, whole, Background.COLOUR, Optional.empty(), p -> crop));
        for (int i = 0; i < 6; i++) assertEquals(10 * colour.data()[i], colour.data()[6 + i]);
    }

    @Test
    void anotherImageIsLoadedAndItsShapeChecked() {
        Path file = folder.resolve("b.npy");
        Npy.write(file, Tensor.full(2, 2, 3));
        assertEquals(Tensor.full(2, 1, 2, 2, 3), Fill.parse(file.toString()).values(scene(Background.DARK)));
        Npy.write(file, Tensor.full(3, 1, 2, 2, 3));
        assertEquals(Tensor.full(3, 1, 2, 2, 3), Fill.parse(file.toString()).values(scene(Background.DARK)));
        Npy.write(file, Tensor.full(3, 2, 3, 2));
        refused("[2, 3, 2]", () -> Fill.parse(file.toString()).values(scene(Background.DARK)));
        Npy.write(file, Tensor.full(Float.NaN, 2, 3));
        refused("NaN", () -> Fill.parse(file.toString()).values(scene(Background.DARK)));
        refused("no such file", () -> Fill.parse("none/there.tif").values(scene(Background.DARK)));
    }

    @Test
    void saysWhatIsWrongWithAFill() {
        refused("did you mean mean or median", () -> Fill.parse("medain"));
        refused("finite", () -> Fill.parse("NaN"));
        refused("finite", () -> Fill.parse("1e99"));
        refused("takes no value", () -> Fill.parse("mean:3"));
        refused("no mean of the data set", () -> Fill.parse("data_mean").values(Scene.of(crop, Background.DARK)));
        refused("decimal point", () -> Fill.parse("0,5"));
        Problem percent = assertThrows(Problem.class, () -> Fill.parse("background:150"));
        assertTrue(percent.getMessage().contains("150") && percent.getMessage().contains("0 to 100"), percent.getMessage());
        Problem empty = assertThrows(Problem.class, () -> Fill.parse("mean").values(Scene.of(Tensor.full(Float.NaN, 1, 1, 2, 2), Background.DARK)));
        assertEquals("I08", empty.code());
    }

    private static void refused(String part, org.junit.jupiter.api.function.Executable action) {
        Problem p = assertThrows(Problem.class, action);
        assertEquals("A04", p.code());
        assertTrue(p.getMessage().contains(part), p.getMessage());
    }

    @Test
    void everyRegisteredFillReadsBackFromItsTextAndIsDescribed() {
        List<String> offered = Fill.choices();
        assertEquals("auto", offered.get(0));
        assertEquals(List.of("auto", "background", "blur", "data_mean", "mean", "median", "mode", "noise", "zero"), offered);
        for (Schema<Fill> schema : Registry.of(Fill.class).schemas()) {
            assertFalse(schema.about().isEmpty(), schema.name());
            assertTrue(schema.name().endsWith("_fill") && schema.parameters().size() <= 1, schema.name());
            if (schema.name().equals("image_fill")) continue;
            Fill fill = schema.defaults();
            assertEquals(fill, Fill.parse(fill.toString()));
            assertFalse(fill.describe(scene(Background.BRIGHT)).isEmpty());
            assertArrayEquals(crop.shape(), fill.values(scene(Background.BRIGHT)).shape());
        }
        for (String text : List.of("12", "-0.5", "blur:4", "background:1", "noise:7", "some/image.tif", "C:\\images\\b.png"))
            assertEquals(text, Fill.parse(text).toString());
    }

    @Test
    void theBackgroundIsToldFromTheIntensities() {
        SplittableRandom r = new SplittableRandom(5);
        assertEquals(Background.COLOUR, Backgrounds.of(image(r, 200, 10, 50, 0.2), true));
        assertEquals(Background.DARK, Backgrounds.of(image(r, 100, 10, 2000, 0.1), false), "sparse fluorescence");
        assertEquals(Background.DARK, Backgrounds.of(image(r, 100, 10, 2000, 0.45), false), "dense fluorescence");
        assertEquals(Background.BRIGHT, Backgrounds.of(image(r, 220, 4, 90, 0.2), false), "stained in grey");
        assertEquals(Background.BRIGHT, Backgrounds.of(image(r, 128, 10, 128, 0), false), "phase contrast");
        assertEquals(Background.DARK, Backgrounds.of(Tensor.full(3, 1, 1, 4, 4), false), "constant");
    }

    /** Background with noise, and a share of objects whose brightness varies around {@code object}. */
    private static Tensor image(SplittableRandom r, double background, double noise, double object, double share) {
        Tensor t = Tensor.zeros(1, 1, 100, 100);
        for (int i = 0; i < t.size(); i++)
            t.data()[i] = (float) Math.rint(r.nextDouble() < share ? object * (0.6 + 0.8 * r.nextDouble())
                    : background + noise * r.nextGaussian());
        return t;
    }
}
