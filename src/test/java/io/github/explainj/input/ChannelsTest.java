// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which channels go where, and pixel values that are worth a word. */
class ChannelsTest {

    private static ImageData image(boolean colour, int bits, float... channelsOf2Pixels) {
        Tensor t = new Tensor(channelsOf2Pixels, 1, channelsOf2Pixels.length / 2, 1, 2);
        return new ImageData("cells.tif", t, List.of(1.0, 1.0), colour, bits, List.of());
    }

    private static InputCard card(int channels, List<Double> range) {
        return new InputCard("x", new Axes("bcyx"), List.of(new InputCard.Size(1, 0), new InputCard.Size(channels, 0),
                new InputCard.Size(1, 1), new InputCard.Size(1, 1)), List.of(), List.of(), Preprocessing.NONE, "", Optional.empty(),
                Optional.empty(), Optional.empty(), range);
    }

    private static String refused(String code, ImageData image, int needs, Integer... modelChannels) {
        Problem p = assertThrows(Problem.class,
                () -> Channels.select(image, card(needs, List.of()), List.of(modelChannels)));
        assertEquals(code, p.code(), p.getMessage());
        return p.getMessage();
    }

    @Test
    void asManyChannelsGoInAsTheyAre() {
        ImageData rgb = image(true, 8, 1, 2, 3, 4, 5, 6);
        assertSame(rgb.pixels(), Channels.select(rgb, card(3, List.of()), List.of()));
    }

    @Test
    void namedChannelsGoInTheModelsOrder() {
        ImageData image = image(false, 8, 1, 2, 3, 4, 5, 6, 7, 8);
        assertArrayEquals(new float[] {7, 8, 1, 2, 3, 4}, Channels.select(image, card(3, List.of()), List.of(4, 1, 2)).data());
        assertArrayEquals(new float[] {1, 2, 1, 2, 1, 2},
                Channels.select(image(false, 8, 1, 2), card(3, List.of()), List.of(1, 1, 1)).data());
    }

    @Test
    void i05BothNumbersAndTheWayOutAreNamed() {
        String grey = refused("I05", image(false, 8, 1, 2), 3);
        assertTrue(grey.contains("has 1 channel and") && grey.contains("takes 3") && grey.contains("model_channels=1,1,1"), grey);
        String rgb = refused("I05", image(true, 8, 1, 2, 3, 4, 5, 6), 1);
        assertTrue(rgb.contains("3 channels (RGB)") && rgb.contains("8-bit"), rgb);
        String many = refused("I05", image(false, 8, 1, 2, 3, 4, 5, 6, 7, 8), 3);
        assertTrue(many.contains("4 channels") && many.contains("model_channels=1,2,3"), many);
        String two = refused("I05", image(false, 8, 1, 2, 3, 4), 3);
        assertTrue(two.contains("model_channels=1,2,1"), two);
    }

    @Test
    void wrongModelChannelsAreNamed() {
        String count = refused("I05", image(false, 8, 1, 2, 3, 4), 3, 1, 2);
        assertTrue(count.contains("model_channels=1,2 names 2") && count.contains("takes 3"), count);
        String missing = refused("A07", image(false, 8, 1, 2), 3, 1, 2, 0);
        assertTrue(missing.contains("names channel 2") && missing.contains("1 to 1"), missing);
    }

    private static List<String> check(ImageData image, double... range) {
        InputCard card = card(image.pixels().channels(), java.util.Arrays.stream(range).boxed().toList());
        return PixelChecks.check(image, image.pixels(), card);
    }

    @Test
    void i08ValuesThatAreNoNumbersAreCountedAndPlaced() {
        ImageData image = image(false, 32, 1, 2, 3, Float.NaN, Float.POSITIVE_INFINITY, 4);
        Problem p = assertThrows(Problem.class, () -> check(image));
        assertEquals("I08", p.code());
        assertTrue(p.getMessage().contains("2 of 6") && p.getMessage().contains("x=1, y=0, channel 2"), p.getMessage());
    }

    @Test
    void i09ConstantAndSaturatedChannelsAreWarnedOf() {
        List<String> constant = check(image(false, 8, 7, 7, 1, 2));
        assertTrue(constant.size() == 1 && constant.get(0).contains("Channel 1 of \"cells.tif\" is constant (7)"), constant.toString());
        ImageData full = new ImageData("c", new Tensor(new float[] {255, 255, 255, 3}, 1, 1, 2, 2), List.of(), false, 8, List.of());
        List<String> saturated = check(full);
        assertTrue(saturated.get(0).contains("saturated in 75 %") && saturated.get(0).endsWith("[I09]"), saturated.toString());
    }

    @Test
    void i10ValuesBeyondTheExpectedRangeAreWarnedOf() {
        List<String> eight = check(image(false, 8, 3, 200), 0, 1);
        assertTrue(eight.get(0).contains("from 3 to 200") && eight.get(0).contains("expects 0 to 1"), eight.toString());
        List<String> dim = check(image(false, 16, 100, 4095), 0, 65535);
        assertTrue(dim.get(0).contains("less than a tenth"), dim.toString());
        assertTrue(check(image(false, 8, 3, 200), 0, 255).isEmpty());
        assertTrue(check(image(false, 8, 3, 200)).isEmpty());
    }
}
