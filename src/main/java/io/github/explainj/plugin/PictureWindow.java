// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import ij.ImagePlus;
import ij.plugin.Zoom;
import io.github.explainj.explain.Finding;
import io.github.explainj.imagej.Planes;
import java.awt.GraphicsEnvironment;
import java.util.List;

/** Shows pictures twice: side by side, and as the stack that one measures in, which is in front. */
final class PictureWindow {

    /** A window of a few pixels is enlarged to about so many. */
    private static final int SIDE = 256;

    /** ImageJ enlarges no further. */
    private static final int MOST = 32;

    private PictureWindow() {}

    /**
     * Shows both; without a display the stack alone becomes the current image. A single grey plane needs no
     * montage.
     *
     * @param title of the stack; the montage's ends in {@code _montage}
     * @param picture what is shown
     * @param micrometres size of a pixel of the grid on which the picture's field lies
     */
    static void show(String title, Finding.Picture picture, List<Double> micrometres) {
        ImagePlus stack = Planes.stack(title, picture, micrometres);
        boolean several = picture.values().batch() > 1 || picture.tone() == Finding.Tone.COLOUR;
        if (several && !GraphicsEnvironment.isHeadless()) Planes.montage(title + "_montage", picture).show();
        show(stack);
    }

    /** Shows an image, enlarged when it is of a few pixels. */
    static void show(ImagePlus image) {
        image.show();
        int zoom = zoom(image.getWidth(), image.getHeight());
        if (image.getWindow() != null && zoom > 1) Zoom.set(image, zoom);
    }

    /** Returns by how much a small image is enlarged; 1 for one that is seen as it is. */
    static int zoom(int width, int height) {
        return Math.max(1, Math.min(MOST, SIDE / Math.max(width, height)));
    }
}
