// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import io.github.explainj.perturb.Box;

/** Walks the elements of a box in runs along the last axis. */
final class BoxRows {

    private BoxRows() {}

    /** Takes a run of elements, {@code to} excluded. */
    interface Row {
        void accept(int from, int to);
    }

    /** Walks a box in an array of {@code shape}; on an axis of size 1 the box is cut to it. */
    static void each(Box box, int[] shape, Row row) {
        walk(box, shape, 0, 0, row);
    }

    private static void walk(Box box, int[] shape, int axis, int at, Row row) {
        int from = Math.min(box.from().get(axis), shape[axis] - 1);
        int to = Math.min(box.to().get(axis), shape[axis]);
        if (axis == shape.length - 1) row.accept(at * shape[axis] + from, at * shape[axis] + to);
        else for (int i = from; i < to; i++) walk(box, shape, axis + 1, at * shape[axis] + i, row);
    }
}
