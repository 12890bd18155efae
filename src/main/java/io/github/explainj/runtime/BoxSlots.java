// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import io.github.explainj.perturb.Box;
import io.github.explainj.perturb.Boxes;
import java.util.HashMap;
import java.util.Map;

/** Hides one box per sample: the box that a slot hid before is put back, the new one is filled. */
final class BoxSlots implements Slots {

    private final Boxes boxes;
    private final BoxCopy copy;
    private final float[] x;
    private final float[] fill;
    private final Map<Integer, Box> hidden = new HashMap<>();

    BoxSlots(Boxes boxes, BoxCopy copy, float[] x, float[] fill) {
        this.boxes = boxes;
        this.copy = copy;
        this.x = x;
        this.fill = fill;
    }

    @Override
    public void write(int index, int slot) {
        Box box = boxes.box(index);
        Box before = hidden.put(slot, box);
        if (before == null) copy.buffer().put(slot * x.length, x);
        else copy.copy(x, before, slot);
        copy.copy(fill, box, slot);
    }
}
