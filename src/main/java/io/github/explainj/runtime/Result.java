// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import java.util.List;
import java.util.stream.LongStream;

/**
 * What a session gives back.
 *
 * @param name of the graph's output
 * @param shape without the batch axis; of a tensor that has none, all of it
 * @param batched whether axis 0 is the batch
 * @param gradient whether it is a gradient: where all rows are the same sample, theirs add up
 */
record Result(String name, List<Long> shape, boolean batched, boolean gradient) {

    /** Returns the shape in a run with so many rows. */
    long[] shape(int rows) {
        LongStream own = shape.stream().mapToLong(s -> s);
        return (batched ? LongStream.concat(LongStream.of(rows), own) : own).toArray();
    }

    /** Returns the numbers per row, or in all where there are no rows. */
    int size() {
        return Math.toIntExact(shape.stream().reduce(1L, Math::multiplyExact));
    }
}
