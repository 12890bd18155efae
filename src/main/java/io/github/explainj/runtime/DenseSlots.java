// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import io.github.explainj.perturb.DenseMasks;
import java.nio.FloatBuffer;

/** Mixes {@code m * x + (1 - m) * b} element by element. */
final class DenseSlots implements Slots {

    private final DenseMasks masks;
    private final int planes;
    private final float[] x;
    private final float[] fill;
    private final FloatBuffer buffer;
    private final float[] mask;
    private final float[] mixed;

    /**
     * @param planes how many times the mask is repeated: once per channel, or 1
     */
    DenseSlots(DenseMasks masks, int planes, float[] x, float[] fill, FloatBuffer buffer) {
        this.masks = masks;
        this.planes = planes;
        this.x = x;
        this.fill = fill;
        this.buffer = buffer;
        mask = new float[x.length / planes];
        mixed = new float[x.length];
    }

    @Override
    public void write(int index, int slot) {
        masks.write(index, mask);
        for (int p = 0; p < planes; p++) mix(p * mask.length);
        buffer.put(slot * x.length, mixed);
    }

    private void mix(int offset) {
        for (int i = 0; i < mask.length; i++) {
            float m = mask[i];
            mixed[offset + i] = m * x[offset + i] + (1 - m) * fill[offset + i];
        }
    }
}
