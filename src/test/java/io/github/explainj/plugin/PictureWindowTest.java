// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PictureWindowTest {

    @Test
    void aFewPixelsAreEnlargedAndLargeImagesAreNot() {
        assertEquals(32, PictureWindow.zoom(3, 3));
        assertEquals(10, PictureWindow.zoom(24, 16));
        assertEquals(1, PictureWindow.zoom(200, 512));
    }
}
