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
 * axis (pixel centres at half-integers, mirrored about the outermost cell centres), and L pixels are
 * cut out at a random shift in [0, cell). Mask i depends on the seed and i alone.
 *
 * @param spatial sizes {@code (D,) H, W}
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
        SplittableRandom random = new SplittableRandom(Hash.of(seed, i));
        float[] values = new float[cells.stream().reduce(1, Math::multiplyExact)];
        for (int k = 0; k < values.length; k++) values[k] = random.nextDouble() < keep ? 1 : 0;
        int before = 1;
        int after = values.length;
        for (int a = 0; a < cells.size(); a++) {
            after /= cells.get(a);
            int shift = random.nextInt(cell(a));
            boolean last = a == cells.size() - 1;
            float[] enlarged = last ? into : new float[before * spatial.get(a) * after];
            enlarge(values, enlarged, a, shift, new int[] {before, after});
            values = enlarged;
            before *= spatial.get(a);
        }
    }

    private int cell(int axis) {
        return (spatial.get(axis) + cells.get(axis) - 1) / cells.get(axis);
    }

    /** Enlarges the middle axis of {@code [before, cells, after]} to {@code [before, length, after]}. */
    private void enlarge(float[] grid, float[] into, int axis, int shift, int[] around) {
        int s = cells.get(axis);
        int length = spatial.get(axis);
        int after = around[1];
        double perPixel = s / (double) ((s + 1) * cell(axis));
        for (int p = 0; p < length; p++) {
            double at = mirrored((p + shift + 0.5) * perPixel - 0.5, s - 1);
            int low = Math.min((int) at, Math.max(0, s - 2));
            int next = s > 1 ? after : 0;
            float share = (float) (at - low);
            for (int b = 0; b < around[0]; b++) {
                int from = (b * s + low) * after;
                int to = (b * length + p) * after;
                for (int k = 0; k < after; k++)
                    into[to + k] = grid[from + k] + share * (grid[from + k + next] - grid[from + k]);
            }
        }
    }

    private static double mirrored(double at, int last) {
        double inside = Math.abs(at);
        return last == 0 ? 0 : inside > last ? 2 * last - inside : inside;
    }
}
