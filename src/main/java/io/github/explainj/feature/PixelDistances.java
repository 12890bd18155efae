// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import java.util.Arrays;

/**
 * How far an image is from each of an index in its raw intensities: the Euclidean distance of the thumbnails,
 * each channel with mean 0 and standard deviation 1, so that brightness and contrast do not count.
 *
 * @param distances one per image
 * @param same whether all pixels of the thumbnails agree: it is the same image
 */
record PixelDistances(double[] distances, boolean[] same) {

    private static final int CELLS = StoredIndex.SIDE * StoredIndex.SIDE;

    /** @param query {@code [C, 32, 32]} */
    static PixelDistances of(StoredIndex index, float[] query) {
        PixelDistances found = new PixelDistances(new double[index.size()], new boolean[index.size()]);
        float[] from = standardised(query);
        index.thumbnails((i, values, at) -> {
            float[] other = Arrays.copyOfRange(values, at, at + query.length);
            found.same[i] = Arrays.equals(query, other);
            found.distances[i] = Distance.EUCLIDEAN.between(from, standardised(other), 0);
            return true;
        });
        return found;
    }

    /** Returns each channel with mean 0 and standard deviation 1; a constant one is 0. */
    static float[] standardised(float[] pixels) {
        float[] out = new float[pixels.length];
        for (int c = 0; c < pixels.length; c += CELLS) {
            double sum = 0;
            double squares = 0;
            for (int i = c; i < c + CELLS; i++) sum += pixels[i];
            double mean = sum / CELLS;
            for (int i = c; i < c + CELLS; i++) squares += (pixels[i] - mean) * (pixels[i] - mean);
            double deviation = Math.sqrt(squares / CELLS);
            for (int i = c; i < c + CELLS && deviation > 0; i++)
                out[i] = (float) ((pixels[i] - mean) / deviation);
        }
        return out;
    }
}
