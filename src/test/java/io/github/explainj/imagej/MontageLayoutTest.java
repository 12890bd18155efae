// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.imagej;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MontageLayoutTest {

    private static final int CAPTION = 39;

    /** A laptop's screen has 768 lines, of which a window's frame and a task bar take some. */
    @Test
    void upToThirtyPicturesAreSeenAtOnce() {
        for (int side : new int[] {3, 7, 24, 48, 96})
            for (int pictures = 1; pictures <= 30; pictures++) {
                MontageLayout layout = MontageLayout.of(pictures, 1, side, side);
                assertEquals(pictures, layout.shown());
                assertTrue(layout.width() <= 1000 && layout.height(CAPTION) <= 690,
                        pictures + " of " + side + ": " + layout.width() + " x " + layout.height(CAPTION));
                assertTrue(layout.tileWidth() >= 72, pictures + " of " + side + ": " + layout.tileWidth());
            }
    }

    @Test
    void allPicturesOfALargeLayerAreShown() {
        MontageLayout layout = MontageLayout.of(512, 1, 7, 7);
        assertEquals(512, layout.shown());
        assertTrue(layout.width() <= 1600 + MontageLayout.GAP && layout.tileWidth() >= 60, layout.toString());
    }
}
