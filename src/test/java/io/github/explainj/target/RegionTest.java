// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.explainj.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RegionTest {

    private static final Ran IMAGE = Nets.echo(Nets.counting(1, 2, 4, 6));

    private static Tensor mask(int h, int w, int... pixels) {
        Tensor m = Tensor.zeros(1, 1, h, w);
        for (int p : pixels) m.data()[p] = 1;
        return m;
    }

    @Test
    void aRegionIsTheMeanOfTheChannelInside() {
        assertEquals(24 + (1 + 3 + 8) / 3.0, IMAGE.region("m.tif", mask(4, 6, 1, 3, 8)).score("region:1:m.tif"), 1e-5);
        assertEquals(2, IMAGE.region("", mask(4, 6, 2)).score("region:0"), 1e-5);
    }

    @Test
    void aRegionOfOnePixelDoesNotVanishOnACoarserTensor() {
        assertEquals(24 + 7, IMAGE.region("p", mask(16, 24, 4 * 24 + 5)).score("region:1:p"), 1e-5);
    }

    @Test
    void aCoarserPixelWeighsWhatTheRegionCoversOfIt() {
        // 2 x 2 input pixels per tensor pixel: 3 in tensor pixel 0, 1 in tensor pixel 1
        assertEquals((3 * 0 + 1 * 1) / 4.0, IMAGE.region("q", mask(8, 12, 0, 1, 12, 2)).score("region:0:q"), 1e-6);
    }

    @Test
    void areasAreSharedOutWhenSizesDoNotDivide() {
        assertArrayEquals(new double[] {2 / 3.0, 1 / 3.0},
                AreaAverage.of(new float[] {1, 0, 0.5f}, new int[] {3}, new int[] {2}), 1e-6);
        assertArrayEquals(new double[] {1, 0.5, 0},
                AreaAverage.of(new float[] {1, 0}, new int[] {2}, new int[] {3}), 1e-6);
        double[] all = AreaAverage.of(Nets.counting(3, 5, 7).data(), new int[] {3, 5, 7}, new int[] {2, 4, 3});
        assertEquals(52, Arrays.stream(all).average().orElse(0), 1e-6);
    }

    @Test
    void anEmptyRegionIsRefusedByName() {
        IMAGE.region("empty.tif#17", mask(4, 6));
        TensorTargetsTest.refused(IMAGE, "region:0:empty.tif#17", "A01", "empty.tif#17", "no pixel");
    }

    @Test
    void aRegionNeedsATensorWithSpace() {
        Ran classes = Nets.echo(Nets.row(1, 2)).region("m", mask(2, 2, 0));
        TensorTargetsTest.refused(classes, "region:0:m", "A01", "[1, 2]", "[N, C, (D,) H, W]", "class:0");
        TensorTargetsTest.refused(Nets.echo(Nets.counting(1, 1, 2, 2)), "region:0", "A01", "needs an active ROI");
    }
}
