// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.tensor.Tensor;
import java.util.Arrays;

/**
 * Shrinks an image by averaging over areas: each cell of the result is the mean of what it covers, with parts
 * of pixels counted in parts. Of a volume, the mean over its depth; a signal is one pixel high. The sides are
 * not kept in proportion.
 */
final class Thumbnail {

    private Thumbnail() {}

    /**
     * @param image {@code [1, C, (D,) H, W]}
     * @return {@code [C, side, side]}
     */
    static float[] of(Tensor image, int side) {
        int[] spatial = image.spatial();
        int w = spatial.length == 0 ? 1 : spatial[spatial.length - 1];
        int h = spatial.length < 2 ? 1 : spatial[spatial.length - 2];
        int depth = Arrays.stream(spatial).limit(Math.max(0, spatial.length - 2))
                .reduce(1, Math::multiplyExact);
        float[] small = new float[image.channels() * side * side];
        for (int c = 0; c < image.channels(); c++) {
            double[] plane = mean(image.data(), c * depth * h * w, depth, h * w);
            double[] narrow = averaged(plane, h, w, side);
            double[] square = averaged(transposed(narrow, h, side), side, h, side);
            double[] upright = transposed(square, side, side);
            for (int i = 0; i < upright.length; i++) small[c * side * side + i] = (float) upright[i];
        }
        return small;
    }

    private static double[] mean(float[] data, int start, int depth, int size) {
        double[] plane = new double[size];
        for (int z = 0; z < depth; z++)
            for (int i = 0; i < size; i++) plane[i] += data[start + z * size + i];
        if (depth > 1) for (int i = 0; i < size; i++) plane[i] /= depth;
        return plane;
    }

    /** Averages along rows: {@code [h, w]} to {@code [h, side]}. */
    private static double[] averaged(double[] plane, int h, int w, int side) {
        double[] out = new double[h * side];
        double cell = (double) w / side;
        for (int j = 0; j < side; j++) {
            double low = j * cell;
            double high = Math.min(w, low + cell);
            for (int x = (int) low; x < high; x++) {
                double share = (Math.min(high, x + 1.0) - Math.max(low, x)) / (high - low);
                for (int y = 0; y < h; y++) out[y * side + j] += share * plane[y * w + x];
            }
        }
        return out;
    }

    private static double[] transposed(double[] plane, int h, int w) {
        double[] out = new double[plane.length];
        for (int y = 0; y < h; y++)
            for (int x = 0; x < w; x++) out[x * h + y] = plane[y * w + x];
        return out;
    }
}
