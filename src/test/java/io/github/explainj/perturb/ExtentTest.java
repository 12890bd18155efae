// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.perturb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExtentTest {

    private static final Grid PLANE = new Grid(3, List.of(140, 280), List.of(0.5, 0.25));
    private static final Grid VOLUME = Grid.of(2, 10, 28, 56);

    @Test
    void oneNumberIsForEverySpatialAxisAndAllChannels() {
        assertArrayEquals(new int[] {3, 16, 16}, Extent.parse("16").resolve(PLANE));
        assertArrayEquals(new int[] {2, 16, 16, 16}, Extent.pixels(16).resolve(VOLUME));
    }

    @Test
    void numbersPerAxisAndChannelsInFront() {
        assertArrayEquals(new int[] {3, 8, 16}, Extent.parse("8,16").resolve(PLANE));
        assertArrayEquals(new int[] {2, 12, 12}, Extent.parse("2,12,12").resolve(PLANE));
        assertArrayEquals(new int[] {2, 2, 12, 12}, Extent.parse("2,12,12").resolve(VOLUME));
        assertArrayEquals(new int[] {1, 2, 3, 4}, Extent.pixels(1, 2, 3, 4).resolve(VOLUME));
    }

    @Test
    void micrometresAreDividedByThePixelSizeOfEachAxis() {
        assertArrayEquals(new int[] {3, 4, 8}, Extent.parse("2um").resolve(PLANE));
        assertArrayEquals(new int[] {3, 4, 12}, Extent.parse("2um,3\u00b5m").resolve(PLANE));
        assertArrayEquals(new int[] {3, 1, 1}, Extent.parse("0.1um").resolve(PLANE));
    }

    @Test
    void sharesAreRoundedAndAtLeastOnePixel() {
        assertArrayEquals(new int[] {3, 10, 20}, Extent.share(14).resolve(PLANE));
        assertArrayEquals(new int[] {2, 1, 2, 4}, Extent.share(14).resolve(VOLUME));
        assertArrayEquals(new int[] {3, 70, 7}, Extent.parse("1/2,7").resolve(PLANE));
    }

    @Test
    void halfOfAWindowIsRoundedDownAndAtLeastOne() {
        assertArrayEquals(new int[] {1, 8, 7}, Extent.HALF.resolve(PLANE, new int[] {3, 16, 15}));
        assertArrayEquals(new int[] {1, 1, 1}, Extent.HALF.resolve(PLANE, new int[] {1, 1, 2}));
        assertArrayEquals(new int[] {1, 4, 4}, Extent.pixels(4).resolve(PLANE, new int[] {2, 16, 16}));
        assertArrayEquals(new int[] {2, 4, 4}, Extent.pixels(2, 4, 4).resolve(PLANE, new int[] {2, 16, 16}));
    }

    @Test
    void everyTextFormReadsBack() {
        for (String text : List.of("16", "8,16", "2,12,12", "2um", "2.5um,3um", "1/14", "1/14,4", "half"))
            assertEquals(text, Extent.parse(text).toString());
        assertEquals(Extent.parse("2.5um"), Extent.parse(" 2.50 \u03bcm "));
    }

    @Test
    void saysWhatIsWrongWithAnExtent() {
        for (String bad : List.of("", "0", "-3", "2.5", "16px", "1/0", "2/3", "8,,8", "1e3", "0um", "99999999999"))
            assertEquals("A03", assertThrows(Problem.class, () -> Extent.parse(bad), bad).code());
        refused("x", "2um", Grid.of(1, 8), "size of a pixel along x is not known");
        refused("3 numbers", "1,2,3", Grid.of(1, 8), "2 numbers");
        refused("channels", "2um,3,3", PLANE, "number of channels, from 1 to 3");
    }

    private static void refused(String what, String text, Grid grid, String part) {
        Problem p = assertThrows(Problem.class, () -> Extent.parse(text).resolve(grid), what);
        assertEquals("A03", p.code());
        assertTrue(p.getMessage().contains(part), p.getMessage());
    }
}
