// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.imagej;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.FloatProcessor;
import io.github.explainj.explain.Finding;
import io.github.explainj.tensor.Tensor;
import java.util.Arrays;

/** Turns findings of the kind picture into stacks and montages. */
public final class Planes {

    private Planes() {}

    /** Makes a 32-bit stack: one slice per picture and channel, labelled. */
    public static ImagePlus stack(String title, Finding.Picture picture) {
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
}
