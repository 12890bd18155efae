// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.explainj.tensor.Tensor;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ThumbnailTest {

    @Test
    void twoByTwoPixelsBecomeTheirMean() {
        Tensor image = new Tensor(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 4, 4, 0, 8, 4, 4}, 1, 1, 4, 4);
        assertArrayEquals(new float[] {3.5f, 5.5f, 2, 4}, Thumbnail.of(image, 2), 1e-6f);
    }

    @Test
    void partsOfPixelsCountInParts() {
        // three pixels onto two cells: the middle one is half of each
        Tensor image = new Tensor(new float[] {3, 6, 12}, 1, 1, 1, 3);
        assertArrayEquals(new float[] {4, 10, 4, 10}, Thumbnail.of(image, 2), 1e-6f);
    }

    @Test
    void anyRatioIsAsIfEveryPixelWereManySmallOnes() {
        int h = 5;
        int w = 7;
        int side = 4;
        Tensor image = Tensor.zeros(1, 2, h, w);
        Random random = new Random(1);
        for (int i = 0; i < image.size(); i++) image.data()[i] = random.nextFloat();
        float[] expected = new float[2 * side * side];
        for (int c = 0; c < 2; c++)
            for (int y = 0; y < h * side; y++)
                for (int x = 0; x < w * side; x++)
                    expected[c * side * side + y / h * side + x / w] += image.data()[c * h * w + y / side * w + x / side] / (h * w);
        assertArrayEquals(expected, Thumbnail.of(image, side), 1e-6f);
    }

    @Test
    void ofAVolumeTheMeanOverItsDepth() {
        Tensor image = new Tensor(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 1, 1, 2, 2, 2);
        assertArrayEquals(new float[] {3, 4, 5, 6}, Thumbnail.of(image, 2), 1e-6f);
    }

    @Test
    void theMeanStays() {
        Tensor image = Tensor.zeros(1, 1, 96, 61);
        double sum = 0;
        for (int i = 0; i < image.size(); i++) sum += image.data()[i] = i * 7919 % 256;
        double mean = 0;
        for (float v : Thumbnail.of(image, 32)) mean += v / 1024;
        assertEquals(sum / image.size(), mean, 1e-3);
    }
}
