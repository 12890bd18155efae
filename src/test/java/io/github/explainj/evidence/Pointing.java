// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.evidence;

import ij.plugin.filter.GaussianBlur;
import ij.process.FloatProcessor;
import io.github.explainj.tensor.Tensor;

/** Where a map, or a simple rule that knows no model, points to. */
final class Pointing {

    private Pointing() {}

    /** Returns the index of the largest value; NaN is never the largest. */
    static int maximum(Tensor map) {
        int best = -1;
        float[] v = map.data();
        for (int i = 0; i < v.length; i++) if (!Float.isNaN(v[i]) && (best < 0 || v[i] > v[best])) best = i;
        return best;
    }

    static int centre(Tensor image) {
        return image.size(2) / 2 * image.size(3) + image.size(3) / 2;
    }

    /** Returns the strongest bright blob by the Laplacian of a Gaussian of 1.5 pixels. */
    static int brightestBlob(Tensor image) {
        int h = image.size(2);
        int w = image.size(3);
        FloatProcessor smooth = new FloatProcessor(w, h, image.data().clone());
        new GaussianBlur().blurGaussian(smooth, 1.5);
        Tensor blobs = Tensor.full(Float.NaN, 1, 1, h, w);
        for (int y = 1; y < h - 1; y++)
            for (int x = 1; x < w - 1; x++)
                blobs.data()[y * w + x] = 4 * smooth.getf(x, y) - smooth.getf(x - 1, y) - smooth.getf(x + 1, y)
                        - smooth.getf(x, y - 1) - smooth.getf(x, y + 1);
        return maximum(blobs);
    }
}
