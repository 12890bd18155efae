// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Crop, pad and resize, on numbers worked out by hand. */
class GeometryTest {

    private static final float NAN = Float.NaN;

    private static Tensor line(float... v) {
        return new Tensor(v, 1, 1, 1, v.length);
    }

    private static Geometry row(int image, int model, int offset, double scale) {
        return new Geometry(Fit.RESIZE, List.of(1, image), List.of(1, model), List.of(0, offset), List.of(1.0, scale));
    }

    private static float[] same(Tensor t) {
        return t.data();
    }

    @Test
    void cropsAreExactCopiesAndMapsAreNanOutside() {
        Geometry g = row(6, 3, 2, 1);
        assertArrayEquals(new float[] {3, 4, 5}, g.toModel(line(1, 2, 3, 4, 5, 6)).data());
        assertArrayEquals(new float[] {NAN, NAN, 7, 8, 9, NAN}, g.toImage(line(7, 8, 9)).data());
    }

    @Test
    void paddingMirrorsWithTheEdgeRepeated() {
        assertArrayEquals(new float[] {2, 1, 1, 2, 3, 3, 2}, row(3, 7, -2, 1).toModel(line(1, 2, 3)).data());
        assertArrayEquals(new float[] {1, 2, 2, 1, 1, 2, 2, 1}, row(2, 8, -4, 1).toModel(line(1, 2)).data());
        assertArrayEquals(new float[] {7, 8, 9}, row(3, 7, -2, 1).toImage(line(5, 6, 7, 8, 9, 1, 2)).data());
    }

    /** Half-pixel centres, as torch with align_corners=False: 0 0.25 0.75 1. */
    @Test
    void growingInterpolatesBetweenPixelCentres() {
        assertArrayEquals(new float[] {0, 0.25f, 0.75f, 1}, row(2, 4, 0, 2).toModel(line(0, 1)).data(), 1e-6f);
    }

    /** Halving 4 pixels: the triangle around 0.5 weighs 0.75 0.75 0.25 of 0 1 2, so (0.75 * 4 + 0.25 * 8) / 1.75. */
    @Test
    void shrinkingWeighsAllPixelsWithATriangle() {
        Tensor half = row(4, 2, 0, 0.5).toModel(line(0, 4, 8, 12));
        assertArrayEquals(new float[] {5 / 1.75f, 12 - 5 / 1.75f}, half.data(), 1e-5f);
    }

    /** What torch 2 gives for interpolate(..., mode="bilinear", antialias=True) of 0 1 4 9 16 25 36. */
    @Test
    void shrinkingAgreesWithTorch() {
        Tensor third = row(7, 3, 0, 3 / 7.0).toModel(line(0, 1, 4, 9, 16, 25, 36));
        assertArrayEquals(new float[] {1.2857143f, 9.9411765f, 27}, third.data(), 1e-5f);
    }

    @Test
    void aConstantStaysConstantWhateverTheSize() {
        for (double scale : new double[] {0.13, 0.5, 0.9, 1.3, 4.7}) {
            Geometry g = new Geometry(Fit.RESIZE, List.of(17, 23), List.of(11, 9), List.of(-3, 2), List.of(scale, scale));
            for (float v : g.toModel(Tensor.full(3, 1, 2, 17, 23)).data()) assertEquals(3, v, 1e-5);
        }
    }

    /** To a hundredth of a pixel: y counts in hundreds. */
    @Test
    void aRampKeepsItsPositionThereAndBack() {
        Tensor ramp = Tensor.zeros(1, 1, 40, 60);
        for (int i = 0; i < ramp.size(); i++) ramp.data()[i] = i % 60 + 100 * (i / 60);
        Geometry g = new Geometry(Fit.RESIZE, List.of(40, 60), List.of(16, 90), List.of(0, 0), List.of(0.4, 1.5));
        Tensor back = g.toImage(g.toModel(ramp));
        for (int y = 4; y < 36; y++)
            for (int x = 2; x < 58; x++) assertEquals(x + 100.0 * y, back.data()[y * 60 + x], 1);
    }

    @Test
    void volumesAreTrilinear() {
        Geometry g = new Geometry(Fit.RESIZE, List.of(2, 2, 2), List.of(4, 2, 2), List.of(0, 0, 0), List.of(2.0, 1.0, 1.0));
        Tensor t = g.toModel(new Tensor(new float[] {0, 1, 2, 3, 4, 5, 6, 7}, 1, 1, 2, 2, 2));
        assertArrayEquals(new float[] {0, 1, 2, 3, 1, 2, 3, 4, 3, 4, 5, 6, 4, 5, 6, 7}, t.data(), 1e-6f);
    }

    @Test
    void labelsAreNeverMixedAndZeroOutside() {
        assertArrayEquals(new float[] {0, 0, 5, 9, 0}, row(2, 5, -2, 1).labelsToModel(line(5, 9)).data());
        assertArrayEquals(new float[] {5, 5, 9, 9}, row(2, 4, 0, 2).labelsToModel(line(5, 9)).data());
    }

    @Test
    void regionsFollowThePixelsAndTinyOnesSurviveShrinking() {
        ImageRegions r = new ImageRegions(List.of("a", "b", "outside"), List.of(new int[] {2, 3}, new int[] {5}, new int[] {0}));
        List<int[]> crop = RegionMapping.onModel(row(6, 3, 2, 1), r);
        assertArrayEquals(new int[] {0, 1}, crop.get(0));
        assertArrayEquals(new int[0], crop.get(2));
        List<int[]> shrunk = RegionMapping.onModel(row(6, 2, 0, 1 / 3.0), r);
        assertArrayEquals(new int[] {1}, shrunk.get(1));
    }

    /** Each tile knows the value of its pixels except within the halo of its inner edges. */
    @Test
    void blendingTilesGivesBackWhatTheyAgreeOn() {
        List<Integer> image = List.of(50, 37);
        Frame frame = new Frame(image, List.of(new InputCard.Size(20, 0), new InputCard.Size(16, 0)), List.of(1.0, 1.0));
        Tensor whole = Tensor.zeros(1, 2, 50, 37);
        Random random = new Random(3);
        for (int i = 0; i < whole.size(); i++) whole.data()[i] = random.nextFloat();
        List<Geometry> tiles = frame.tiles(3);
        List<Tensor> maps = new ArrayList<>();
        for (Geometry g : tiles) maps.add(spoilt(g, g.toModel(whole), 3));
        assertArrayEquals(whole.data(), Blend.blend(tiles, maps, image, 3).data(), 1e-6f);
    }

    private static Tensor spoilt(Geometry g, Tensor map, int halo) {
        int h = map.size(2);
        int w = map.size(3);
        for (int i = 0; i < map.size(); i++) {
            boolean y = inHalo(g, 0, i / w % h, h, halo);
            boolean x = inHalo(g, 1, i % w, w, halo);
            if (y || x) map.data()[i] = 1e9f;
        }
        return map;
    }

    private static boolean inHalo(Geometry g, int axis, int i, int n, int halo) {
        boolean first = g.offset().get(axis) == 0;
        boolean last = g.offset().get(axis) + n == g.image().get(axis);
        return i < halo && !first || i >= n - halo && !last;
    }

    @Test
    void tilesCoverEveryPixelOfEverySize() {
        for (int size = 16; size < 70; size++) {
            Frame f = new Frame(List.of(size), List.of(new InputCard.Size(16, 0)), List.of(1.0));
            List<Geometry> tiles = f.tiles(4);
            boolean[] inner = new boolean[size];
            for (Geometry g : tiles) {
                int at = g.offset().get(0);
                assertTrue(at >= 0 && at + 16 <= size, g.toString());
                for (int i = at == 0 ? 0 : 4; i < (at + 16 == size ? 16 : 12); i++) inner[at + i] = true;
            }
            for (int i = 0; i < size; i++) assertTrue(inner[i], "pixel " + i + " of " + size + " lies in no middle");
        }
    }
}
