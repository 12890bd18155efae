// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.perturb;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Random grids of cells, enlarged smoothly and shifted: the mask generator of RISE (Petsiuk et al.
 * 2018, arXiv:1806.07421), for any number of spatial axes, the same for all channels.
 *
 * <p>Along an axis of length L with s cells a cell has ceil(L / s) pixels. Each of the s cells per
 * axis is kept (1) with probability {@code keep}; the grid is enlarged linearly to (s + 1) cells per
 * axis, and L pixels are cut out at a random shift in [0, cell). Mask i depends on the seed and i
 * alone.
 *
 * @param spatial sizes {@code (D,) H, W}, at least one
 * @param cells cells per spatial axis
 * @param count number of masks
 * @param keep probability that a cell is kept
 * @param seed same seed, same masks
 */
public record RandomGrids(List<Integer> spatial, List<Integer> cells, int count, double keep, long seed)
        implements DenseMasks {

    public RandomGrids {
        spatial = List.copyOf(spatial);
        cells = List.copyOf(cells);
    }

    @Override
    public boolean perChannel() {
        return false;
    }

    @Override
    public void write(int i, float[] into) {
        Drawn drawn = draw(i);
        last().apply(drawn.values, into, drawn.shift, drawn.values.length / last().cells(), 1);
    }

    @Override
    public double[][] sums(int size, double[]... weights) {
        return new GridSums(this, weights).sums(size);
    }

    /**
     * A mask whose last axis is still to be enlarged.
     *
     * @param values {@code [(D, H,) cells]}
     * @param shift where the last axis is cut
     */
    record Drawn(float[] values, int shift) {}

    Drawn draw(int i) {
        SplittableRandom random = new SplittableRandom(Hash.of(seed, i));
        float[] values = new float[cells.stream().reduce(1, Math::multiplyExact)];
        for (int k = 0; k < values.length; k++) values[k] = random.nextDouble() < keep ? 1 : 0;
        int before = 1;
        int after = values.length / cells.get(0);
        for (int a = 0; a < cells.size() - 1; a++) {
            float[] enlarged = new float[before * spatial.get(a) * after];
            axis(a).apply(values, enlarged, random.nextInt(axis(a).cell()), before, after);
            values = enlarged;
            before *= spatial.get(a);
            after /= cells.get(a + 1);
        }
        return new Drawn(values, random.nextInt(last().cell()));
    }

    Enlargement last() {
        return axis(cells.size() - 1);
    }

    private Enlargement axis(int a) {
        return new Enlargement(cells.get(a), spatial.get(a));
    }
}
