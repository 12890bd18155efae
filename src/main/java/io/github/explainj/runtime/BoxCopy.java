// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import io.github.explainj.perturb.Box;
import java.nio.FloatBuffer;

/**
 * Copies boxes of elements {@code [C, spatial...]} into the slots of a batch, row by row.
 *
 * @param shape {@code [C, spatial...]}
 * @param buffer the batch
 */
record BoxCopy(int[] shape, FloatBuffer buffer) {

    /** Copies what lies in the box from an array of the same shape. */
    void copy(float[] from, Box box, int slot) {
        copy(from, box, 0, 0, slot * from.length);
    }

    private void copy(float[] from, Box box, int axis, int offset, int start) {
        int first = box.from().get(axis);
        int end = box.to().get(axis);
        if (axis == shape.length - 1) {
            int at = offset * shape[axis] + first;
            buffer.put(start + at, from, at, end - first);
        } else {
            for (int i = first; i < end; i++) copy(from, box, axis + 1, offset * shape[axis] + i, start);
        }
    }
}
