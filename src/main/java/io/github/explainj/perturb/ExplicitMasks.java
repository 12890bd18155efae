// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.perturb;

import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.util.Arrays;

/**
 * Masks that are given one by one.
 *
 * @param masks {@code [n, spatial...]}, the same for all channels, or {@code [n, C, spatial...]};
 *     values from 0 (hidden) to 1 (kept)
 * @param perChannel whether there is a channel axis
 */
public record ExplicitMasks(Tensor masks, boolean perChannel) implements DenseMasks {

    /** Masks that were upsampled in float32 end a little outside [0, 1]; they are used as given. */
    private static final float ROUNDING = 1e-5f;

    /**
     * Fits given masks to a grid; a channel axis of size 1 counts as none.
     *
     * @param name names them in messages, e.g. the file
     * @throws Problem A04 when the shape does not fit or a value is outside 0 to 1
     */
    public static ExplicitMasks of(String name, Tensor given, Grid grid) {
        int[] shape = given.shape();
        int[] wanted = grid.shape();
        int[] spatial = Arrays.copyOfRange(wanted, 1, wanted.length);
        boolean channels = shape.length == wanted.length + 1
                && Arrays.equals(shape, 1, shape.length, wanted, 0, wanted.length);
        int from = shape.length == wanted.length + 1 && shape[1] == 1 ? 2 : 1;
        boolean plain = shape.length == from + spatial.length
                && Arrays.equals(shape, from, shape.length, spatial, 0, spatial.length);
        if (!(channels || plain) || shape[0] == 0)
            throw new Problem("A04", "masks=" + name + " has the shape " + Arrays.toString(shape) + "; expected [n, "
                    + list(spatial) + "], or with channels [n, " + list(wanted) + "], with n of at least 1.");
        for (float v : given.data())
            if (!(v >= -ROUNDING && v <= 1 + ROUNDING)) throw new Problem("A04", "masks=" + name + " holds the value " + v
                    + "; expected values from 0 (hidden) to 1 (kept). Rescale the masks.");
        return new ExplicitMasks(given, !plain);
    }

    private static String list(int[] sizes) {
        String text = Arrays.toString(sizes);
        return text.substring(1, text.length() - 1);
    }

    @Override
    public int count() {
        return masks.batch();
    }

    @Override
    public void write(int i, float[] into) {
        int size = masks.size() / masks.batch();
        System.arraycopy(masks.data(), i * size, into, 0, size);
    }
}
