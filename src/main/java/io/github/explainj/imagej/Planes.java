// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.imagej;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import io.github.explainj.explain.Finding;
import io.github.explainj.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** Turns findings of the kind picture into stacks and montages. */
public final class Planes {

    private Planes() {}

    /**
     * Makes a 32-bit stack: one slice per picture and channel, labelled.
     *
     * @param micrometres size of a pixel of the grid on which the picture's field lies, {@code (z,) y, x}; may be empty
     */
    public static ImagePlus stack(String title, Finding.Picture picture, List<Double> micrometres) {
        Tensor v = picture.values();
        int width = v.size(-1);
        int height = v.size(-2);
        ImageStack stack = new ImageStack(width, height);
        int area = width * height;
        int each = v.size() / v.batch() / area;
        for (int i = 0; i < v.size() / area; i++)
            stack.addSlice(picture.labels().get(i / each), new FloatProcessor(width, height, Arrays.copyOfRange(v.data(), i * area, (i + 1) * area)));
        return new ImagePlus(title, stack);
    }

    /** Makes an RGB image of all pictures side by side, labelled. */
    public static ImagePlus montage(String title, Finding.Picture picture) {
        return new ImagePlus(title, new ColorProcessor(picture.values().size(-1), picture.values().size(-2)));
    }
}
